package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;

/** Says of a failed call what is wrong in the form of the server, and on a line of its own what the call itself said. */
final class ConnectionFault {

    private ConnectionFault() {}

    @NonNull
    static String describe(@NonNull ForemanException e) {
        return remedy(e) + '\n' + e.getMessage();
    }

    private static String remedy(ForemanException e) {
        return switch (e.kind()) {
            case UNKNOWN_HOST -> Messages.ConnectionFault_unknownHost();
            case CONNECTION_REFUSED -> Messages.ConnectionFault_refused();
            case TIMEOUT -> Messages.ConnectionFault_timeout();
            case TLS_UNTRUSTED -> Messages.ConnectionFault_untrusted();
            case TLS_HOST_NAME -> Messages.ConnectionFault_hostName();
            case TLS_FAILED -> Messages.ConnectionFault_tls();
            case NOT_FOREMAN -> Messages.ConnectionFault_notForeman();
            case NOT_AUTHENTICATED -> Messages.ConnectionFault_login();
            case NOT_PERMITTED -> Messages.ConnectionFault_notPermitted();
            case UNAVAILABLE, CONNECTION_LOST, SERVER_FAULT -> Messages.ConnectionFault_unavailable();
            case NOT_FOUND, INVALID_REQUEST -> Messages.ConnectionFault_refusedCall();
        };
    }
}
