package io.jenkins.plugins.foreman.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP proxy as companies have them between a controller and the network: it forwards plain requests, tunnels TLS
 * with CONNECT, and may ask for credentials with 407. One request for each connection. Thread-safe.
 */
public final class ForwardProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final String credentials;
    private final AtomicInteger forwarded = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private ForwardProxy(String credentials) throws IOException {
        this.credentials = credentials;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        spawn(this::acceptAll);
    }

    /** A proxy that lets everybody through. */
    public static ForwardProxy open() {
        return create(null);
    }

    /** A proxy that wants Basic credentials. */
    public static ForwardProxy withCredentials(String user, String password) {
        byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return create("Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    private static ForwardProxy create(String credentials) {
        try {
            return new ForwardProxy(credentials);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port on 127.0.0.1 that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many requests and tunnels went through. */
    public int forwarded() {
        return forwarded.get();
    }

    /** How many were refused for want of credentials. */
    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void spawn(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One of the two sides went away.
                    }
                },
                "forward-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            spawn(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            String head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            if (!mayPass(head)) {
                refused.incrementAndGet();
                write(
                        client.getOutputStream(),
                        "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                + "Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            forwarded.incrementAndGet();
            String[] request = head.substring(0, head.indexOf("\r\n")).split(" ");
            boolean tunnel = request[0].equals("CONNECT");
            URI target = URI.create(tunnel ? "https://" + request[1] : request[1]);
            int port = target.getPort() > 0 ? target.getPort() : 80;
            try (Socket server = new Socket(target.getHost(), port)) {
                if (tunnel) {
                    write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
                } else {
                    write(server.getOutputStream(), originForm(request, target, head));
                }
                spawn(() -> client.getInputStream().transferTo(server.getOutputStream()));
                server.getInputStream().transferTo(client.getOutputStream());
            }
        }
    }

    private boolean mayPass(String head) {
        return credentials == null
                || head.lines()
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("proxy-authorization:")
                                && line.endsWith(credentials));
    }

    private static String originForm(String[] request, URI target, String head) {
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        StringBuilder text = new StringBuilder(request[0] + " " + target.getRawPath() + query + " HTTP/1.1\r\n");
        head.lines()
                .skip(1)
                .filter(line -> !line.isEmpty())
                .filter(line -> !line.toLowerCase(Locale.ROOT).matches("(proxy-|connection:|upgrade:|http2-).*"))
                .forEach(line -> text.append(line).append("\r\n"));
        return text.append("Connection: close\r\n\r\n").toString();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
