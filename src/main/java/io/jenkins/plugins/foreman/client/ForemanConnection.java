package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How to reach one Foreman. Immutable; {@link #toString()} shows no secret.
 *
 * @param url address of Foreman, with a path when it is not at the root
 * @param user login, sent with every call so that no session is needed
 * @param password password or personal access token, asked for at each call so that a changed credential takes effect; throws
 *     {@link java.io.UncheckedIOException} with a message for people when it may not be used any more
 * @param organization name or id that every call is limited to, null for any
 * @param location name or id that every call is limited to, null for any
 * @param caCertificate PEM of one or more authorities that are trusted besides the JVM's own, null for none
 * @param connectTimeout for opening a connection
 * @param requestTimeout for a whole call, the reading of its body included
 * @param httpClients makes the builder of the HTTP client, so that the embedder can bring its proxy; equal ones make
 *     clients that do for each other
 */
public record ForemanConnection(
        @NonNull URI url,
        @NonNull String user,
        @NonNull Supplier<String> password,
        @CheckForNull String organization,
        @CheckForNull String location,
        @CheckForNull String caCertificate,
        @NonNull Duration connectTimeout,
        @NonNull Duration requestTimeout,
        @NonNull Supplier<HttpClient.Builder> httpClients) {

    /** A connection with the usual timeouts and no proxy. */
    @NonNull
    public static ForemanConnection of(@NonNull URI url, @NonNull String user, @NonNull Supplier<String> password) {
        return new ForemanConnection(
                url,
                user,
                password,
                null,
                null,
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                HttpClient::newBuilder);
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
