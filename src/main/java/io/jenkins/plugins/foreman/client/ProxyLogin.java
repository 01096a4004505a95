package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Logs in at a proxy with a header of our own. The authenticator of a client would do it too, but a client that has one
 * drops every Authorization header that it is given (JDK-8326949), and so the login at Foreman.
 */
final class ProxyLogin {

    private final ProxySelector proxies;
    private final Authenticator authenticator;

    private ProxyLogin(ProxySelector proxies, Authenticator authenticator) {
        this.proxies = proxies;
        this.authenticator = authenticator;
    }

    /** The login of a client that has a proxy and an authenticator, else null. */
    @CheckForNull
    static ProxyLogin of(HttpClient client) {
        return client.proxy().isPresent() && client.authenticator().isPresent()
                ? new ProxyLogin(client.proxy().get(), client.authenticator().get())
                : null;
    }

    /** Starts a client with the same proxy and threads, and without the authenticator. */
    HttpClient.Builder instead(HttpClient client) {
        HttpClient.Builder builder = HttpClient.newBuilder().proxy(proxies);
        client.executor().ifPresent(builder::executor);
        return builder;
    }

    /** The value of Proxy-Authorization for a request to that address; null when it goes there without a login. */
    @CheckForNull
    String header(URI address) {
        for (Proxy proxy : proxies.select(address)) {
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress at) {
                PasswordAuthentication login = authenticator.requestPasswordAuthenticationInstance(
                        at.getHostString(), null, at.getPort(), "http", null, "basic", null, RequestorType.PROXY);
                return login == null ? null : basic(login.getUserName(), new String(login.getPassword()));
            }
        }
        return null;
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
