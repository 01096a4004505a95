package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Makes the exception of a call to which no whole reply came. */
final class TransportErrors {

    private TransportErrors() {}

    /** The request could not even be made: a bad URL, an unreadable certificate. */
    static ForemanException notSent(SentCall sent, Exception e) {
        if (e instanceof java.security.GeneralSecurityException) {
            return failure(sent, Kind.TLS_UNTRUSTED, () -> Messages.TransportErrors_certificate(reason(e)), false, e);
        }
        return failure(sent, Kind.NOT_FOREMAN, () -> Messages.TransportErrors_url(sent.address(), reason(e)), false, e);
    }

    /** Whoever has the password does not give it any more. */
    static ForemanException noLogin(SentCall sent, UncheckedIOException e) {
        return failure(
                sent, Kind.NOT_AUTHENTICATED, () -> String.valueOf(e.getCause().getMessage()), false, e);
    }

    static ForemanException timeout(SentCall sent, Throwable e) {
        return failure(
                sent,
                Kind.TIMEOUT,
                () -> Messages.TransportErrors_timeout(
                        sent.foreman(), seconds(sent.connection().requestTimeout())),
                true,
                e);
    }

    static ForemanException interrupted(SentCall sent, Throwable e) {
        return failure(sent, Kind.CONNECTION_LOST, Messages::TransportErrors_interrupted, true, e);
    }

    /** The reply's headers had come, then something broke. */
    static ForemanException whileReading(SentCall sent, IOException e, boolean timeIsUp) {
        if (find(e, InterruptedException.class) != null) {
            Thread.currentThread().interrupt();
            return interrupted(sent, e);
        }
        return timeIsUp ? timeout(sent, e) : lost(sent, e, true);
    }

    /** No headers came. */
    static ForemanException whileSending(SentCall sent, Throwable e) {
        if (find(e, UnresolvedAddressException.class) != null || find(e, UnknownHostException.class) != null) {
            return failure(
                    sent,
                    Kind.UNKNOWN_HOST,
                    () -> Messages.TransportErrors_unknownHost(
                            sent.connection().url().getHost()),
                    false,
                    e);
        }
        if (find(e, HttpConnectTimeoutException.class) != null) {
            return failure(
                    sent,
                    Kind.TIMEOUT,
                    () -> Messages.TransportErrors_notAccepted(
                            sent.hostAndPort(), seconds(sent.connection().connectTimeout())),
                    false,
                    e);
        }
        if (find(e, HttpTimeoutException.class) != null) {
            return timeout(sent, e);
        }
        if (find(e, ConnectException.class) != null || find(e, NoRouteToHostException.class) != null) {
            return failure(
                    sent,
                    Kind.CONNECTION_REFUSED,
                    () -> Messages.TransportErrors_refused(sent.hostAndPort(), reason(e)),
                    false,
                    e);
        }
        if (find(e, SSLException.class) != null) {
            return tls(sent, e);
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("header missing for response code 401")) {
            // what the JVM makes of Foreman's bare 401 when the proxy needs a login, so an authenticator is set
            return failure(
                    sent,
                    Kind.NOT_AUTHENTICATED,
                    () -> Messages.TransportErrors_login(
                            sent.foreman(), sent.connection().user()),
                    false,
                    e);
        }
        if (message.startsWith("Tunnel failed")) {
            return failure(
                    sent,
                    message.contains("407") ? Kind.NOT_FOREMAN : Kind.UNAVAILABLE,
                    () -> Messages.TransportErrors_proxy(sent.hostAndPort(), message),
                    false,
                    e);
        }
        if (find(e, ProtocolException.class) != null) {
            return failure(
                    sent,
                    Kind.NOT_FOREMAN,
                    () -> Messages.TransportErrors_notHttp(sent.hostAndPort(), reason(e)),
                    false,
                    e);
        }
        return lost(sent, e, true);
    }

    private static ForemanException tls(SentCall sent, Throwable e) {
        String host = sent.hostAndPort();
        CertificateException certificate = find(e, CertificateException.class);
        CertificateException expired = find(e, CertificateExpiredException.class);
        CertificateException time = expired == null ? find(e, CertificateNotYetValidException.class) : expired;
        if (time != null) {
            return failure(
                    sent, Kind.TLS_UNTRUSTED, () -> Messages.TransportErrors_expired(host, reason(time)), false, e);
        }
        if (certificate != null && isHostName(certificate)) {
            return failure(
                    sent,
                    Kind.TLS_HOST_NAME,
                    () -> Messages.TransportErrors_otherHost(host, reason(certificate)),
                    false,
                    e);
        }
        if (certificate != null) {
            return failure(
                    sent,
                    Kind.TLS_UNTRUSTED,
                    () -> Messages.TransportErrors_untrusted(host, reason(certificate)),
                    false,
                    e);
        }
        if (String.valueOf(e.getMessage()).contains("terminated the handshake")) {
            return lost(sent, e, false);
        }
        if (e instanceof SSLHandshakeException || String.valueOf(e.getMessage()).contains("SSL message")) {
            return failure(sent, Kind.TLS_FAILED, () -> Messages.TransportErrors_noSession(host, reason(e)), false, e);
        }
        return lost(sent, e, true);
    }

    private static boolean isHostName(CertificateException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("No subject alternative") || message.startsWith("No name matching");
    }

    private static ForemanException lost(SentCall sent, Throwable e, boolean outcomeUnknown) {
        return failure(
                sent,
                Kind.CONNECTION_LOST,
                () -> Messages.TransportErrors_lost(sent.foreman(), reason(e)),
                outcomeUnknown,
                e);
    }

    private static ForemanException failure(
            SentCall sent, Kind kind, Supplier<String> whatAndRemedy, boolean outcomeUnknown, Throwable cause) {
        Sentence message = Sentence.of(
                () -> Messages.TransportErrors_failed(sent.call().purpose().get(), whatAndRemedy.get()));
        return sent.failure(kind, message, outcomeUnknown, cause);
    }

    private static String seconds(Duration time) {
        return Double.toString(time.toMillis() / 1000.0);
    }

    /** The first message in the chain of causes, without a full stop; the JVM gives none to a refused connection. */
    private static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return cause.getMessage().replaceFirst("\\.\\s*$", "");
            }
        }
        return e instanceof ConnectException
                ? Messages.TransportErrors_noReason()
                : e.getClass().getSimpleName();
    }

    @CheckForNull
    private static <T extends Throwable> T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
