package io.jenkins.plugins.foreman.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy in front of a simulator that cuts a connection after an exact number of bytes, so that a client can be
 * tested against a loss at every byte of an exchange. Works for TLS, too, where the bytes are the encrypted ones.
 *
 * <p>Thread-safe. Bytes are counted from {@link #reset()} on, over all connections.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final int NEVER = Integer.MAX_VALUE;

    private final ServerSocket listener;
    private final URI target;
    private final AtomicInteger cuts = new AtomicInteger();
    private int requestBytes;
    private int responseBytes;
    private int cutRequestAfter = NEVER;
    private int cutResponseAfter = NEVER;

    private FaultyProxy(URI target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        spawn("accept", this::acceptAll);
    }

    /** Starts a proxy in front of a simulator. */
    public static FaultyProxy inFrontOf(ForemanSimulator simulator) {
        try {
            return new FaultyProxy(simulator.uri());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address to use instead of the simulator's. */
    public URI uri() {
        return URI.create(target.getScheme() + "://127.0.0.1:" + listener.getLocalPort());
    }

    /** Counts anew from here; nothing will be cut. */
    public synchronized void reset() {
        requestBytes = 0;
        responseBytes = 0;
        cutRequestAfter = NEVER;
        cutResponseAfter = NEVER;
    }

    /** Counts anew and, once, closes the connection when exactly that many bytes of requests have reached the server. */
    public synchronized void cutRequestAfter(int bytes) {
        reset();
        cutRequestAfter = bytes;
    }

    /** Counts anew and, once, closes the connection when exactly that many bytes of answers have reached the client. */
    public synchronized void cutResponseAfter(int bytes) {
        reset();
        cutResponseAfter = bytes;
    }

    /** Bytes of requests passed on since the last reset. */
    public synchronized int requestBytes() {
        return requestBytes;
    }

    /** Bytes of answers passed on since the last reset. */
    public synchronized int responseBytes() {
        return responseBytes;
    }

    /** How many connections were cut. */
    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() {
        closeQuietly(listener);
    }

    private void acceptAll() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            client.setTcpNoDelay(true);
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
            server.setTcpNoDelay(true);
            spawn("request", () -> pump(client, server, true));
            spawn("answer", () -> pump(server, client, false));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void spawn(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // A closed connection ends its pump; that is what this class is for.
                    }
                },
                "faulty-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void pump(Socket from, Socket to, boolean request) throws IOException {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Passage passage = pass(read, request);
                out.write(buffer, 0, passage.bytes());
                out.flush();
                if (passage.cut()) {
                    return;
                }
            }
        }
    }

    /** How many bytes may pass, and whether that is the end. */
    private record Passage(int bytes, boolean cut) {}

    private synchronized Passage pass(int bytes, boolean request) {
        int passed = request ? requestBytes : responseBytes;
        int limit = request ? cutRequestAfter : cutResponseAfter;
        int allowed = Math.min(bytes, limit - passed);
        boolean cut = limit != NEVER && passed + bytes >= limit;
        if (request) {
            requestBytes += allowed;
        } else {
            responseBytes += allowed;
        }
        if (cut) {
            cutRequestAfter = NEVER;
            cutResponseAfter = NEVER;
            cuts.incrementAndGet();
        }
        return new Passage(allowed, cut);
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
