package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;
import java.util.List;

/**
 * A call to Foreman that did not give what was asked for. The message is for people: what was asked, what came back and
 * the remedy, without any secret.
 */
public final class ForemanException extends WordedException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, so that callers need not look at status codes. */
    public enum Kind {
        /** 401: wrong user or password, token expired, or too many tries. */
        NOT_AUTHENTICATED,
        /** 403: the user lacks the permissions in {@link #missingPermissions()}. */
        NOT_PERMITTED,
        NOT_FOUND,
        /** The request itself is wrong: any other 4xx, and the 500 with which Foreman refuses a create. */
        INVALID_REQUEST,
        /** The server failed: 5xx with an error of its own. */
        SERVER_FAULT,
        /** 502, 503, 504 or a maintenance page: something in front of Foreman answers for it. */
        UNAVAILABLE,
        UNKNOWN_HOST,
        CONNECTION_REFUSED,
        /** The certificate is not issued by an authority that is trusted here, or has expired. */
        TLS_UNTRUSTED,
        /** The certificate is for another host name. */
        TLS_HOST_NAME,
        /** No TLS session came about for another reason: the port speaks no TLS, or no version suits both sides. */
        TLS_FAILED,
        TIMEOUT,
        /** The connection broke in the middle, or the reply ended early. */
        CONNECTION_LOST,
        /** Something answers, but not Foreman's API: HTML, a redirect, other JSON. */
        NOT_FOREMAN
    }

    private final Kind kind;
    private final int status;
    private final String request;
    private final String serverMessage;
    private final String requestId;
    private final String foremanVersion;
    private final List<String> missingPermissions;
    private final boolean unknownEndpoint;
    private final boolean foremans;
    private final boolean outcomeUnknown;
    private final Duration retryAfter;

    ForemanException(
            @NonNull Kind kind,
            @NonNull Sentence message,
            int status,
            @CheckForNull String serverMessage,
            @CheckForNull String foremanVersion,
            @NonNull List<String> missingPermissions,
            boolean unknownEndpoint,
            boolean foremans,
            boolean outcomeUnknown,
            @CheckForNull Duration retryAfter,
            @NonNull SentCall sent,
            @CheckForNull Throwable cause) {
        super(message.map(sent::masked), cause);
        this.kind = kind;
        this.status = status;
        this.request = sent.call().toString();
        this.serverMessage = serverMessage;
        this.requestId = sent.requestId();
        this.foremanVersion = foremanVersion;
        this.missingPermissions = missingPermissions.stream().map(sent::masked).toList();
        this.unknownEndpoint = unknownEndpoint;
        this.foremans = foremans;
        this.outcomeUnknown = outcomeUnknown;
        this.retryAfter = retryAfter;
    }

    @NonNull
    public Kind kind() {
        return kind;
    }

    /** HTTP status, 0 when there was no reply. */
    public int status() {
        return status;
    }

    /** Method and path of the call, without query values that could be secret. */
    @NonNull
    public String request() {
        return request;
    }

    /** What the server said, reduced to one readable text; null when it said nothing. */
    @CheckForNull
    public String serverMessage() {
        return serverMessage;
    }

    /** The {@code X-Request-Id} of the call, by which it is found in Foreman's log. */
    @NonNull
    public String requestId() {
        return requestId;
    }

    /** Version in the reply's headers, null when absent. */
    @CheckForNull
    public String foremanVersion() {
        return foremanVersion;
    }

    /** Permissions that Foreman says are missing; empty unless {@link Kind#NOT_PERMITTED}. */
    @NonNull
    public List<String> missingPermissions() {
        return missingPermissions;
    }

    /** Whether the same call may well succeed later without anybody changing anything. */
    public boolean isTransient() {
        return switch (kind) {
            case UNAVAILABLE, UNKNOWN_HOST, CONNECTION_REFUSED, TIMEOUT, CONNECTION_LOST, SERVER_FAULT -> true;
            default -> false;
        };
    }

    /**
     * Whether Foreman itself answered, in JSON. A page, a redirect or a plain text is somebody else's word, such as that of
     * a proxy or of a load balancer on the way, whatever its status.
     */
    public boolean isForemans() {
        return foremans;
    }

    /**
     * Whether it looks like a wrong address or set-up rather than an outage, as long as nothing has shown that the address
     * is right: no such host, nobody listens there, no TLS, or something else answers.
     */
    public boolean isSetUp() {
        return switch (kind) {
            case UNKNOWN_HOST, CONNECTION_REFUSED, TLS_UNTRUSTED, TLS_HOST_NAME, TLS_FAILED, NOT_FOREMAN -> true;
            case TIMEOUT, CONNECTION_LOST -> false;
            default -> !foremans && status >= 400 && status < 500 && status != 408 && status != 429;
        };
    }

    /** How long the answer asks to wait before the next try, null where it does not; at most ten minutes. */
    @CheckForNull
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether a {@link Kind#NOT_FOUND} is about the endpoint, which this version lacks, not about what was asked for. */
    public boolean isUnknownEndpoint() {
        return unknownEndpoint;
    }

    /**
     * Whether the server may have carried the call out although no answer came: then a create must be looked up before
     * it is sent again. True of everything that went wrong after the request may have left, of a crash on the server
     * ({@link Kind#SERVER_FAULT}: it may have happened after the job was started), and of every answer that is not
     * Foreman's own; false of its refusals and where no connection came about.
     */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
