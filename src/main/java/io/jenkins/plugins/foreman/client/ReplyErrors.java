package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;

/** Makes the exception of a reply that is not what was asked for. */
final class ReplyErrors {

    /** How much of an error's body is looked at. */
    static final int MOST_READ = 64 * 1024;

    private final Attempt attempt;
    private final HttpResponse<?> response;
    private final int status;

    ReplyErrors(Attempt attempt, HttpResponse<?> response) {
        this.attempt = attempt;
        this.response = response;
        this.status = response.statusCode();
    }

    /** The exception of an error status, or of a page where JSON should be. */
    ForemanException of(byte[] body) {
        ServerMessage said = ServerMessage.read(body, attempt::masked);
        if (status >= 300 && status < 400) {
            return redirect(said);
        }
        Kind kind = kind(said);
        return exception(kind, sentence(kind, said), said, null);
    }

    /** The exception of a reply that parses as something, but not as Foreman's. */
    ForemanException notForeman(String what, @CheckForNull Throwable cause) {
        String message = "Could not " + attempt.call().purpose() + ": " + attempt.address() + " answered (" + status
                + ") with " + what + ". Check that the URL is the address of Foreman itself.";
        return exception(Kind.NOT_FOREMAN, message, ServerMessage.NONE, cause);
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
            return attempt.call().creates() && said.isRefusal() ? Kind.INVALID_REQUEST : Kind.SERVER_FAULT;
        }
        return Kind.INVALID_REQUEST;
    }

    private String sentence(Kind kind, ServerMessage said) {
        String foreman = attempt.foreman();
        String user = attempt.connection().user();
        String purpose = attempt.call().purpose();
        String answer = " (" + status + ")" + said.afterColon();
        return switch (kind) {
            case NOT_AUTHENTICATED ->
                foreman + " refused the login of " + user + answer + " "
                        + (said.isLockout()
                                ? "Wait a few minutes: after too many failed logins Foreman refuses this address for a"
                                        + " while."
                                : "Check user and password or token of the credentials.");
            case NOT_PERMITTED ->
                foreman + " does not permit " + user + " to " + purpose + answer + " "
                        + permissions(said.missingPermissions());
            case NOT_FOUND -> foreman + " could not " + purpose + answer + " " + notFoundRemedy(said);
            case INVALID_REQUEST ->
                foreman + " refused to " + purpose + answer
                        + " Correct what it names; sending the same again does not help.";
            case SERVER_FAULT ->
                foreman + " failed to " + purpose + answer + " Its log has more under the request id "
                        + attempt.requestId() + ".";
            case UNAVAILABLE ->
                foreman + " is not available to " + purpose + answer
                        + " Something in front of Foreman answers for it, or it is being restarted.";
            default ->
                "Could not " + purpose + ": " + attempt.address() + " answered" + answer + " "
                        + (status == 407
                                ? "The proxy wants a login: check user and password of the proxy."
                                : "Check that the URL is the address of Foreman itself.");
        };
    }

    private String permissions(List<String> missing) {
        if (missing.isEmpty()) {
            return "Give the user a role that permits it.";
        }
        String named = (missing.size() == 1 ? "Missing permission: " : "Missing permissions: ")
                + String.join(", ", missing) + ". ";
        if (missing.contains("cancel_job_invocations")) {
            return named + "The role \"Remote Execution Manager\" has it, \"Remote Execution User\" has not.";
        }
        return named + "Give the user a role with it, such as \"Remote Execution User\".";
    }

    private String notFoundRemedy(ServerMessage said) {
        if (said.isUnknownEndpoint()) {
            return "This Foreman has no such endpoint: check the URL, that the plugin foreman_remote_execution is "
                    + "installed, and its version.";
        }
        return "It does not exist, or " + attempt.connection().user() + " may not see it.";
    }

    private ForemanException redirect(ServerMessage said) {
        String to = response.headers()
                .firstValue("Location")
                .map(ReplyErrors::withoutQuery)
                .orElse("nowhere");
        String path = attempt.call().path();
        String remedy = to.endsWith(path)
                ? "Set the URL of Foreman to " + to.substring(0, to.length() - path.length()) + "."
                : "Set the URL to the address at which Foreman itself answers.";
        String message = "Could not " + attempt.call().purpose() + ": " + attempt.address() + " redirects (" + status
                + ") to " + to + ", and redirects are not followed. " + remedy;
        return exception(Kind.NOT_FOREMAN, message, said, null);
    }

    private static String withoutQuery(String location) {
        try {
            URI uri = URI.create(location);
            String authority = Attempt.authority(uri);
            return (authority.isEmpty() ? "" : uri.getScheme() + "://" + authority) + uri.getPath();
        } catch (IllegalArgumentException e) {
            return "an address that is not one";
        }
    }

    private ForemanException exception(Kind kind, String message, ServerMessage said, @CheckForNull Throwable cause) {
        boolean done = status < 300 || kind == Kind.UNAVAILABLE || kind == Kind.SERVER_FAULT;
        return new ForemanException(
                kind,
                message,
                status,
                said.text().isEmpty() ? null : said.text(),
                Attempt.foremanVersion(response.headers()),
                said.missingPermissions(),
                said.isUnknownEndpoint() && status == 404,
                done,
                attempt,
                cause);
    }
}
