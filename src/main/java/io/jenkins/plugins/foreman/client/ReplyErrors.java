package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Supplier;

/** Makes the exception of a reply that is not what was asked for. */
final class ReplyErrors {

    /** How much of an error's body is looked at. */
    static final int MOST_READ = 64 * 1024;

    private static final Duration MOST_WAIT = Duration.ofMinutes(10);

    private final SentCall sent;
    private final HttpResponse<?> response;
    private final int status;

    ReplyErrors(SentCall sent, HttpResponse<?> response) {
        this.sent = sent;
        this.response = response;
        this.status = response.statusCode();
    }

    /** The exception of an error status, or of a page where JSON should be. */
    ForemanException of(byte[] body) {
        ServerMessage said = ServerMessage.read(body, sent::masked);
        if (status >= 300 && status < 400) {
            return redirect(said);
        }
        Kind kind = kind(said);
        return exception(kind, () -> sentence(kind, said), said, null);
    }

    /** The exception of a reply that parses as something, but not as Foreman's. */
    ForemanException notForeman(Supplier<String> what, @CheckForNull Throwable cause) {
        return exception(
                Kind.NOT_FOREMAN,
                () -> Messages.ReplyErrors_notForeman(
                        sent.call().purpose().get(), sent.address(), Integer.toString(status), what.get()),
                ServerMessage.NONE,
                cause);
    }

    private Kind kind(ServerMessage said) {
        if (status == 401) {
            return Kind.NOT_AUTHENTICATED;
        }
        if (status == 403) {
            return Kind.NOT_PERMITTED;
        }
        if (status == 407 || status < 300) {
            return Kind.NOT_FOREMAN;
        }
        if (status == 404) {
            return said.isHtml() ? Kind.NOT_FOREMAN : Kind.NOT_FOUND;
        }
        // Foreman itself never says "bad request" in HTML: the request was broken on its way to it.
        boolean broken = status == 400 && said.isHtml();
        if (broken || status == 408 || status == 429 || status >= 502 && status <= 504) {
            return Kind.UNAVAILABLE;
        }
        if (status >= 500) {
            if (!said.isJson()) {
                return Kind.UNAVAILABLE;
            }
            return sent.call().creates() && said.isRefusal() ? Kind.INVALID_REQUEST : Kind.SERVER_FAULT;
        }
        return Kind.INVALID_REQUEST;
    }

    private String sentence(Kind kind, ServerMessage said) {
        String foreman = sent.foreman();
        String user = sent.connection().user();
        String purpose = sent.call().purpose().get();
        String answer = "(" + status + ")" + said.afterColon();
        return switch (kind) {
            case NOT_AUTHENTICATED ->
                said.isLockout()
                        ? Messages.ReplyErrors_lockout(foreman, user, answer)
                        : Messages.ReplyErrors_login(foreman, user, answer);
            case NOT_PERMITTED ->
                Messages.ReplyErrors_notPermitted(
                        foreman, user, purpose, answer, permissions(said.missingPermissions()));
            case NOT_FOUND ->
                said.isUnknownEndpoint()
                        ? Messages.ReplyErrors_noEndpoint(foreman, purpose, answer)
                        : Messages.ReplyErrors_notFound(foreman, purpose, answer, user);
            case INVALID_REQUEST -> Messages.ReplyErrors_invalid(foreman, purpose, answer);
            case SERVER_FAULT -> Messages.ReplyErrors_fault(foreman, purpose, answer, sent.requestId());
            case UNAVAILABLE -> Messages.ReplyErrors_unavailable(foreman, purpose, answer);
            default ->
                status == 407
                        ? Messages.ReplyErrors_proxyLogin(purpose, sent.address(), answer)
                        : Messages.ReplyErrors_notItself(purpose, sent.address(), answer);
        };
    }

    private static String permissions(List<String> missing) {
        if (missing.isEmpty()) {
            return Messages.ReplyErrors_role();
        }
        String names = String.join(", ", missing);
        return missing.contains("cancel_job_invocations")
                ? Messages.ReplyErrors_managerRole(missing.size(), names)
                : Messages.ReplyErrors_userRole(missing.size(), names);
    }

    private ForemanException redirect(ServerMessage said) {
        return exception(Kind.NOT_FOREMAN, this::redirected, said, null);
    }

    private String redirected() {
        String to = response.headers()
                .firstValue("Location")
                .map(ReplyErrors::withoutQuery)
                .orElse(Messages.ReplyErrors_nowhere());
        String path = sent.call().path();
        String remedy = to.endsWith(path)
                ? Messages.ReplyErrors_setUrl(to.substring(0, to.length() - path.length()))
                : Messages.ReplyErrors_setUrlItself();
        return Messages.ReplyErrors_redirect(
                sent.call().purpose().get(), sent.address(), Integer.toString(status), to, remedy);
    }

    private static String withoutQuery(String location) {
        try {
            URI uri = URI.create(location);
            String authority = SentCall.authority(uri);
            return (authority.isEmpty() ? "" : uri.getScheme() + "://" + authority) + uri.getPath();
        } catch (IllegalArgumentException e) {
            return Messages.ReplyErrors_noAddress();
        }
    }

    private ForemanException exception(
            Kind kind, Supplier<String> message, ServerMessage said, @CheckForNull Throwable cause) {
        boolean foremans = said.isJson() && status >= 400;
        boolean done = !foremans && status != 401 || kind == Kind.UNAVAILABLE || kind == Kind.SERVER_FAULT;
        return new ForemanException(
                kind,
                Sentence.of(message),
                status,
                said.text().isEmpty() ? null : said.text(),
                SentCall.foremanVersion(response.headers()),
                said.missingPermissions(),
                said.isUnknownEndpoint() && status == 404,
                foremans,
                done,
                retryAfter(),
                sent,
                cause);
    }

    /** By the header of RFC 9110, 10.2.3, in seconds or as a date; what is longer than a person would bear is cut. */
    @CheckForNull
    private Duration retryAfter() {
        String value = response.headers().firstValue("Retry-After").orElse("").strip();
        if (value.matches("\\d{1,9}")) {
            return bounded(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return bounded(Duration.between(Instant.now(), until));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST_WAIT) < 0 ? wait : MOST_WAIT;
    }
}
