package io.jenkins.plugins.foreman.cli.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import io.jenkins.plugins.foreman.view.PageReply;
import io.jenkins.plugins.foreman.view.RunPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A web server for one page and one person. It listens on the loopback address alone, below a path that cannot be guessed,
 * since other people may work on the machine; and answers only to its own name, so that no other site's name can be
 * pointed at it.
 */
public final class PageServer implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(PageServer.class.getName());
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final RunPage page;
    private final PageAssets assets;
    private final String root;
    private final String token = secret();

    private PageServer(RunPage page, int port) throws IOException {
        this.page = page;
        root = "/" + secret() + "/";
        assets = new PageAssets(token);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "foreman-page");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /**
     * Serves a page until it is closed.
     *
     * @param port 0 for any that is free
     */
    @NonNull
    public static PageServer start(@NonNull RunPage page, int port) throws IOException {
        return new PageServer(page, port);
    }

    /** Where the page is; who has this address may see the page and act on it. */
    @NonNull
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + root);
    }

    /** Ends at once; a page that is still open says that the connection is lost. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Exchange call = new Exchange(exchange);
            call.protect();
            String path = exchange.getRequestURI().getRawPath();
            if (!isOurName(exchange.getRequestHeaders().getFirst("Host"))) {
                call.answer(421, "This is not the name of this page.");
            } else if (!path.startsWith(root)) {
                call.answer(404, "There is nothing here. The address is printed where the page was started.");
            } else {
                serve(call, path.substring(root.length()));
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "The browser went away", e);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "The page could not answer", e);
        }
    }

    private void serve(Exchange call, String path) throws IOException {
        boolean post = call.method().equals("POST");
        if (!post && !call.method().equals("GET")) {
            call.answer(405, "GET and POST only.");
            return;
        }
        if (post && !token.equals(call.header(PageAssets.TOKEN_HEADER))) {
            call.answer(403, "This did not come from the page.");
            return;
        }
        PageReply asset = post ? null : assets.find(path);
        PageEndpoint endpoint = PageEndpoint.find(path, post);
        if (asset != null) {
            call.send(asset);
        } else if (endpoint != null) {
            call.send(page.handle(endpoint, call.request(post)));
        } else {
            call.answer(404, "There is nothing of this name here.");
        }
    }

    private boolean isOurName(String host) {
        int port = server.getAddress().getPort();
        return host != null
                && Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port)
                        .contains(host.toLowerCase(Locale.ROOT));
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
