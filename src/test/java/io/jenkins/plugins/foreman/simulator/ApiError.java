package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer other than success, in one of the many shapes in which Foreman gives them. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String UNABLE = "Internal Server Error: the server was unable to finish the request. "
            + "This may be caused by unavailability of some required service, incorrect API call or a server-side bug. "
            + "There may be more information in the server's logs.";

    private final transient Reply reply;

    private ApiError(Reply reply) {
        super(null, null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }

    private static ObjectNode message(String message) {
        return Json.object().put("message", message);
    }

    /** {@code {"error":{"message":…}}} in the layout of errors. */
    static ApiError of(int status, String message) {
        return new ApiError(Reply.error(status, message(message)));
    }

    /** The same without the layout. */
    static ApiError compact(int status, String message) {
        return new ApiError(Reply.json(status, Json.object().set("error", message(message))));
    }

    /** {@code {"message":…}}, unwrapped. */
    static ApiError unwrapped(int status, String message) {
        return new ApiError(Reply.json(status, message(message)));
    }

    /** {@code {"error":"…"}}: the error is a string. */
    static ApiError string(int status, String message) {
        return new ApiError(Reply.json(status, Json.object().put("error", message)));
    }

    static ApiError resourceNotFound(String resource, String id) {
        return of(404, "Resource " + resource + " not found by id '" + id + "'");
    }

    /** Rails knows no such route. */
    static ApiError noRoute() {
        return new ApiError(Reply.json(404, Json.object().put("status", 404).put("error", "Not Found"))
                .withoutForemanHeaders());
    }

    static ApiError badJson(String body) {
        String text = "There was a problem in the JSON you submitted: 859: unexpected token at '" + body + "'";
        return new ApiError(Reply.json(400, Json.object().put("status", 400).put("error", text))
                .withoutForemanHeaders());
    }

    static ApiError badSearch(String message) {
        return new ApiError(Reply.error(400, message(message).put("class", "ScopedSearch::QueryNotSupported")));
    }

    static ApiError unauthorized(String message) {
        return new ApiError(Reply.error(401, message(message)).withoutForemanHeaders());
    }

    /** An expired session: 401 with nothing in it. */
    static ApiError sessionExpired() {
        return new ApiError(Reply.raw(401, "text/plain; charset=utf-8", ""));
    }

    static ApiError forbidden(String permission) {
        ObjectNode error = message("Access denied");
        error.put("details", "Missing one of the required permissions: " + permission);
        error.putArray("missing_permissions").add(permission);
        return new ApiError(Reply.error(403, error).withoutForemanHeaders());
    }

    static ApiError unsupportedMediaType(String contentType) {
        return of(
                415,
                "Media type in 'Content-Type: " + contentType + "' is unsupported in API v2 for POST and PUT requests."
                        + " Please use 'Content-Type: application/json'.");
    }

    /** What a programming error of Foreman's looks like from outside. */
    static ApiError internal() {
        return of(500, UNABLE);
    }
}
