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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Makes the exception of a call to which no whole reply came. */
final class TransportErrors {

    private TransportErrors() {}

    /** The request could not even be made: a bad URL, an unreadable certificate. */
    static ForemanException notSent(Attempt attempt, Exception e) {
        if (e instanceof java.security.GeneralSecurityException) {
            return failure(attempt, Kind.TLS_UNTRUSTED, Messages.TransportErrors_certificate(reason(e)), false, e);
        }
        return failure(attempt, Kind.NOT_FOREMAN, Messages.TransportErrors_url(attempt.address(), reason(e)), false, e);
    }

    /** Whoever has the password does not give it any more. */
    static ForemanException noLogin(Attempt attempt, UncheckedIOException e) {
        return failure(
                attempt, Kind.NOT_AUTHENTICATED, String.valueOf(e.getCause().getMessage()), false, e);
    }

    static ForemanException timeout(Attempt attempt, Throwable e) {
        return failure(
                attempt,
                Kind.TIMEOUT,
                Messages.TransportErrors_timeout(
                        attempt.foreman(), seconds(attempt.connection().requestTimeout())),
                true,
                e);
    }

    static ForemanException interrupted(Attempt attempt, Throwable e) {
        return failure(attempt, Kind.CONNECTION_LOST, Messages.TransportErrors_interrupted(), true, e);
    }

    /** The reply's headers had come, then something broke. */
    static ForemanException whileReading(Attempt attempt, IOException e, boolean timeIsUp) {
        if (find(e, InterruptedException.class) != null) {
            Thread.currentThread().interrupt();
            return interrupted(attempt, e);
        }
        return timeIsUp ? timeout(attempt, e) : lost(attempt, e, true);
    }

    /** No headers came. */
    static ForemanException whileSending(Attempt attempt, Throwable e) {
        if (find(e, UnresolvedAddressException.class) != null || find(e, UnknownHostException.class) != null) {
            return failure(
                    attempt,
                    Kind.UNKNOWN_HOST,
                    Messages.TransportErrors_unknownHost(
                            attempt.connection().url().getHost()),
                    false,
                    e);
        }
        if (find(e, HttpConnectTimeoutException.class) != null) {
            return failure(
                    attempt,
                    Kind.TIMEOUT,
                    Messages.TransportErrors_notAccepted(
                            attempt.hostAndPort(), seconds(attempt.connection().connectTimeout())),
                    false,
                    e);
        }
        if (find(e, HttpTimeoutException.class) != null) {
            return timeout(attempt, e);
        }
        if (find(e, ConnectException.class) != null || find(e, NoRouteToHostException.class) != null) {
            return failure(
                    attempt,
                    Kind.CONNECTION_REFUSED,
                    Messages.TransportErrors_refused(attempt.hostAndPort(), reason(e)),
                    false,
                    e);
        }
        if (find(e, SSLException.class) != null) {
            return tls(attempt, e);
        }
        String message = String.valueOf(e.getMessage());
        if (message.contains("header missing for response code 401")) {
            // what the JVM makes of Foreman's bare 401 when the proxy needs a login, so an authenticator is set
            return failure(
                    attempt,
                    Kind.NOT_AUTHENTICATED,
                    Messages.TransportErrors_login(
                            attempt.foreman(), attempt.connection().user()),
                    false,
                    e);
        }
        if (message.startsWith("Tunnel failed")) {
            return failure(
                    attempt,
                    message.contains("407") ? Kind.NOT_FOREMAN : Kind.UNAVAILABLE,
                    Messages.TransportErrors_proxy(attempt.hostAndPort(), message),
                    false,
                    e);
        }
        if (find(e, ProtocolException.class) != null) {
            return failure(
                    attempt,
                    Kind.NOT_FOREMAN,
                    Messages.TransportErrors_notHttp(attempt.hostAndPort(), reason(e)),
                    false,
                    e);
        }
        return lost(attempt, e, true);
    }

    private static ForemanException tls(Attempt attempt, Throwable e) {
        String host = attempt.hostAndPort();
        CertificateException certificate = find(e, CertificateException.class);
        CertificateException time = find(e, CertificateExpiredException.class);
        if (time == null) {
            time = find(e, CertificateNotYetValidException.class);
        }
        if (time != null) {
            return failure(attempt, Kind.TLS_UNTRUSTED, Messages.TransportErrors_expired(host, reason(time)), false, e);
        }
        if (certificate != null && isHostName(certificate)) {
            return failure(
                    attempt,
                    Kind.TLS_HOST_NAME,
                    Messages.TransportErrors_otherHost(host, reason(certificate)),
                    false,
                    e);
        }
        if (certificate != null) {
            return failure(
                    attempt,
                    Kind.TLS_UNTRUSTED,
                    Messages.TransportErrors_untrusted(host, reason(certificate)),
                    false,
                    e);
        }
        if (String.valueOf(e.getMessage()).contains("terminated the handshake")) {
            return lost(attempt, e, false);
        }
        if (e instanceof SSLHandshakeException || String.valueOf(e.getMessage()).contains("SSL message")) {
            return failure(attempt, Kind.TLS_FAILED, Messages.TransportErrors_noSession(host, reason(e)), false, e);
        }
        return lost(attempt, e, true);
    }

    private static boolean isHostName(CertificateException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("No subject alternative") || message.startsWith("No name matching");
    }

    private static ForemanException lost(Attempt attempt, Throwable e, boolean outcomeUnknown) {
        return failure(
                attempt,
                Kind.CONNECTION_LOST,
                Messages.TransportErrors_lost(attempt.foreman(), reason(e)),
                outcomeUnknown,
                e);
    }

    private static ForemanException failure(
            Attempt attempt, Kind kind, String whatAndRemedy, boolean outcomeUnknown, Throwable cause) {
        String message = Messages.TransportErrors_failed(attempt.call().purpose(), whatAndRemedy);
        return attempt.failure(kind, message, outcomeUnknown, cause);
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
