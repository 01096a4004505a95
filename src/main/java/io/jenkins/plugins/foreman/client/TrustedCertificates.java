package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates of authorities in PEM form, trusted besides the JVM's own. */
public final class TrustedCertificates {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", Pattern.DOTALL);

    private TrustedCertificates() {}

    /**
     * Reads all certificates of a text; whatever stands between them is ignored.
     *
     * @throws CertificateException when there is none, or one cannot be read; the message says which
     */
    @NonNull
    public static List<X509Certificate> parse(@NonNull String pem) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher blocks = PEM.matcher(pem);
        while (blocks.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(blocks.group(1));
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            } catch (IllegalArgumentException | CertificateException e) {
                throw new CertificateException(Messages.TrustedCertificates_unreadable(certificates.size() + 1), e);
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(Messages.TrustedCertificates_none());
        }
        return certificates;
    }

    /** A TLS context that trusts the JVM's default authorities and those of the text, with every check in place. */
    static SSLContext besidesTheDefault(String pem) throws GeneralSecurityException {
        KeyStore anchors = emptyStore();
        int count = 0;
        for (TrustManager manager : trustManagers(null)) {
            if (manager instanceof X509TrustManager) {
                for (X509Certificate authority : ((X509TrustManager) manager).getAcceptedIssuers()) {
                    anchors.setCertificateEntry("default-" + count++, authority);
                }
            }
        }
        for (X509Certificate authority : parse(pem)) {
            anchors.setCertificateEntry("configured-" + count++, authority);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers(anchors), null);
        return context;
    }

    private static TrustManager[] trustManagers(KeyStore anchors) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
