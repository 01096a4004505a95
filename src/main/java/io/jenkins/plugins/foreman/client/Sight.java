package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * What decides what a client is told.
 *
 * @param password a digest of it that is of no use outside this process
 * @param httpClients by which way it asks
 */
record Sight(
        @NonNull URI url,
        @NonNull String user,
        @NonNull String password,
        @CheckForNull String organization,
        @CheckForNull String location,
        @CheckForNull String caCertificate,
        @NonNull Object httpClients) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKey KEY = key();

    @CheckForNull
    static Sight of(ForemanConnection connection) {
        String password;
        try {
            password = connection.password().get();
        } catch (UncheckedIOException e) {
            return null;
        }
        return new Sight(
                connection.url(),
                connection.user(),
                digest(password),
                connection.organization(),
                connection.location(),
                connection.caCertificate(),
                connection.httpClients());
    }

    private static SecretKey key() {
        try {
            return KeyGenerator.getInstance(ALGORITHM).generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
