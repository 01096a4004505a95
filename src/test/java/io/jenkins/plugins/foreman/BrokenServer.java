package io.jenkins.plugins.foreman;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Something at the address of a Foreman that is no use, and counts who comes. */
final class BrokenServer implements AutoCloseable {

    /** What is wrong with it. */
    enum Kind {
        /** Nobody listens. */
        DOWN,
        /** Takes connections and says nothing. */
        HANGING,
        /** Answers a page of HTML to everything. */
        RUBBISH
    }

    private static final byte[] PAGE =
            "<!DOCTYPE html><html><body>It works!</body></html>".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();
    private final int port;
    private final AutoCloseable listener;

    BrokenServer(Kind kind) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        if (kind == Kind.RUBBISH) {
            HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, PAGE.length);
                exchange.getResponseBody().write(PAGE);
                exchange.close();
            });
            server.start();
            port = server.getAddress().getPort();
            listener = () -> server.stop(0);
            return;
        }
        ServerSocket socket = new ServerSocket(0, 50, here);
        port = socket.getLocalPort();
        listener = socket;
        if (kind == Kind.DOWN) {
            socket.close();
        } else {
            Thread thread = new Thread(() -> take(socket), "hanging server");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void take(ServerSocket socket) {
        try {
            while (true) {
                taken.add(socket.accept());
                requests.incrementAndGet();
            }
        } catch (IOException e) {
            // closed
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How often somebody came. */
    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws Exception {
        listener.close();
        for (Socket socket : taken) {
            socket.close();
        }
    }
}
