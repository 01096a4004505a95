package io.jenkins.plugins.foreman.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate made on the spot with the JDK's own keytool. */
final class TlsCertificate {

    private static final char[] PASSWORD = "simulator".toCharArray();

    private static final String AUTHORITY = "authority";

    private final KeyStore keys;
    private final Certificate trusted;

    private TlsCertificate(KeyStore keys, Certificate trusted) {
        this.keys = keys;
        this.trusted = trusted;
    }

    static TlsCertificate create(TlsMode mode) {
        try {
            Path directory = Files.createTempDirectory("foreman-simulator");
            Path file = directory.resolve("keys.p12");
            try {
                generate(mode, file);
                KeyStore keys = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    keys.load(in, PASSWORD);
                }
                Certificate[] chain = keys.getCertificateChain("foreman");
                keys.deleteEntry(AUTHORITY);
                return new TlsCertificate(keys, chain[chain.length - 1]);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(TlsMode mode, Path file) throws IOException {
        boolean wrong = mode == TlsMode.WRONG_HOST;
        boolean expired = mode == TlsMode.EXPIRED;
        List<String> leaf = new ArrayList<>(List.of(
                "-alias", "foreman",
                "-dname", "CN=" + (wrong ? "other.example.com" : "localhost"),
                "-ext", wrong ? "san=dns:other.example.com" : "san=dns:localhost,ip:127.0.0.1",
                "-startdate", expired ? "-30d" : "-1d",
                "-validity", expired ? "10" : "3650"));
        // Whoever trusts a certificate itself does not look at its dates, so the bad ones are issued by an authority.
        if (mode != TlsMode.SELF_SIGNED) {
            keytool(file, List.of("-alias", AUTHORITY, "-dname", "CN=Simulated authority", "-ext", "bc:c"));
            leaf.addAll(List.of("-signer", AUTHORITY));
        }
        keytool(file, leaf);
    }

    private static void keytool(Path file, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    SSLContext sslContext() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What to trust: the certificate itself or its authority's. */
    String pem() {
        try {
            String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(trusted.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
