package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.lang.ref.WeakReference;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The HTTP client of a server, with its connections and threads. All who talk to the server in the same way share one,
 * whoever they are: it knows no login. It goes when nobody uses it any more.
 *
 * @param proxyLogin null where there is no proxy that needs one
 */
record Transport(@NonNull HttpClient client, @CheckForNull ProxyLogin proxyLogin) {

    /** Of all clients, each of which would keep some of its own. Without a bound, so that nobody waits for another. */
    private static final Executor WORKERS = workers();

    private static final Map<Key, WeakReference<Transport>> IN_USE = new HashMap<>();

    /** What makes two connections the same to a client. */
    private record Key(
            @NonNull String scheme,
            @NonNull String authority,
            @CheckForNull String caCertificate,
            @NonNull Duration connectTimeout,
            @NonNull Supplier<HttpClient.Builder> httpClients) {

        static Key of(ForemanConnection connection) {
            URI url = connection.url();
            String certificates = connection.caCertificate();
            return new Key(
                    String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT),
                    SentCall.authority(url).toLowerCase(Locale.ROOT),
                    certificates == null || certificates.isBlank() ? null : certificates.trim(),
                    connection.connectTimeout(),
                    connection.httpClients());
        }
    }

    /** The transport of a connection; whoever uses it keeps it for as long as that takes. */
    @NonNull
    static Transport of(@NonNull ForemanConnection connection) throws GeneralSecurityException {
        Key key = Key.of(connection);
        synchronized (IN_USE) {
            WeakReference<Transport> shared = IN_USE.get(key);
            Transport transport = shared == null ? null : shared.get();
            if (transport == null) {
                IN_USE.values().removeIf(each -> each.get() == null);
                transport = make(key);
                IN_USE.put(key, new WeakReference<>(transport));
            }
            return transport;
        }
    }

    private static Transport make(Key key) throws GeneralSecurityException {
        HttpClient client = build(key.httpClients().get(), key);
        ProxyLogin login = ProxyLogin.of(client);
        return new Transport(login == null ? client : build(login.instead(client), key), login);
    }

    private static HttpClient build(HttpClient.Builder builder, Key key) throws GeneralSecurityException {
        builder.executor(WORKERS)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(atLeastOneMilli(key.connectTimeout()))
                // Foreman prefers another user's session over the login that comes with it
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_NONE));
        String certificates = key.caCertificate();
        if (certificates != null) {
            builder.sslContext(TrustedCertificates.besidesTheDefault(certificates));
        }
        return builder.build();
    }

    private static Executor workers() {
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "Foreman HTTP #" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Transport.class.getClassLoader());
            return thread;
        });
    }

    private static Duration atLeastOneMilli(Duration time) {
        return time.toMillis() > 0 ? time : Duration.ofMillis(1);
    }
}
