package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import java.io.IOException;
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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Makes the exception of a call to which no whole reply came. */
final class TransportErrors {

    private TransportErrors() {}

    /** The request could not even be made: a bad URL, an unreadable certificate. */
    static ForemanException notSent(Attempt attempt, Exception e) {
        if (e instanceof java.security.GeneralSecurityException) {
            return failure(
                    attempt,
                    Kind.TLS_UNTRUSTED,
                    "the configured CA certificate cannot be used: " + reason(e),
                    "Give one or more certificates in PEM form.",
                    false,
                    e);
        }
        return failure(
                attempt,
                Kind.NOT_FOREMAN,
                "the URL " + attempt.address() + " cannot be used: " + reason(e),
                "Give an address that starts with https:// or http://.",
                false,
                e);
    }

    static ForemanException timeout(Attempt attempt, Throwable e) {
        return failure(
                attempt,
                Kind.TIMEOUT,
                attempt.foreman() + " did not answer within "
                        + attempt.connection().requestTimeout().toMillis() / 1000.0 + " s",
                "Look at the load of Foreman, or raise the timeout.",
                true,
                e);
    }

    static ForemanException interrupted(Attempt attempt, Throwable e) {
        return failure(attempt, Kind.CONNECTION_LOST, "the waiting was interrupted", "", true, e);
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
                    "the host name " + attempt.connection().url().getHost() + " (or that of the proxy) is not known",
                    "Check the URL of Foreman and the name resolution of this machine.",
                    false,
                    e);
        }
        if (find(e, HttpConnectTimeoutException.class) != null) {
            return failure(
                    attempt,
                    Kind.TIMEOUT,
                    attempt.hostAndPort() + " did not accept a connection within "
                            + attempt.connection().connectTimeout().toMillis() / 1000.0 + " s",
                    "Check the URL, firewalls and the proxy.",
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
                    "no connection to " + attempt.hostAndPort() + ": " + reason(e),
                    "Check that Foreman runs there, and the URL, firewalls and the proxy.",
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
                    attempt.foreman() + " refused the login of "
                            + attempt.connection().user() + " (401)",
                    "Check user and password or token of the credentials.",
                    false,
                    e);
        }
        if (message.startsWith("Tunnel failed")) {
            return failure(
                    attempt,
                    message.contains("407") ? Kind.NOT_FOREMAN : Kind.UNAVAILABLE,
                    "the proxy opened no way to " + attempt.hostAndPort() + ": " + message,
                    "Check the proxy and its login.",
                    false,
                    e);
        }
        if (find(e, ProtocolException.class) != null) {
            return failure(
                    attempt,
                    Kind.NOT_FOREMAN,
                    attempt.hostAndPort() + " does not speak HTTP: " + reason(e),
                    "Check scheme and port of the URL.",
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
            return failure(
                    attempt,
                    Kind.TLS_UNTRUSTED,
                    "a certificate of " + host + " has expired or is not yet valid: " + reason(time),
                    "Renew it, or correct the clock of this machine.",
                    false,
                    e);
        }
        if (certificate != null && isHostName(certificate)) {
            return failure(
                    attempt,
                    Kind.TLS_HOST_NAME,
                    "the certificate of " + host + " is for another host: " + reason(certificate),
                    "Use the name in the certificate as the host of the URL.",
                    false,
                    e);
        }
        if (certificate != null) {
            return failure(
                    attempt,
                    Kind.TLS_UNTRUSTED,
                    "the certificate of " + host + " is not issued by an authority that is trusted here: "
                            + reason(certificate),
                    "Put the certificate of Foreman's authority (PEM) into the server's configuration.",
                    false,
                    e);
        }
        if (String.valueOf(e.getMessage()).contains("terminated the handshake")) {
            return lost(attempt, e, false);
        }
        if (e instanceof SSLHandshakeException || String.valueOf(e.getMessage()).contains("SSL message")) {
            return failure(
                    attempt,
                    Kind.TLS_FAILED,
                    "no TLS session with " + host + ": " + reason(e),
                    "Check scheme and port of the URL, and the TLS versions that both sides allow.",
                    false,
                    e);
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
                "the connection to " + attempt.foreman() + " broke: " + reason(e),
                "Foreman may be restarting, or something between cuts connections.",
                outcomeUnknown,
                e);
    }

    private static ForemanException failure(
            Attempt attempt, Kind kind, String what, String remedy, boolean outcomeUnknown, Throwable cause) {
        String message =
                "Could not " + attempt.call().purpose() + ": " + what + (what.endsWith(".") ? " " : ". ") + remedy;
        return attempt.failure(kind, message.strip(), outcomeUnknown, cause);
    }

    /** The first message in the chain of causes; the JVM gives none to a refused connection. */
    private static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return cause.getMessage();
            }
        }
        return e instanceof ConnectException
                ? "connection refused"
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
