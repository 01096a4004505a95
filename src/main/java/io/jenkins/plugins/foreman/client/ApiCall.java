package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One call of the API, before a server is known.
 *
 * @param purpose what the call is for, as it follows "could not": {@code "show job invocation 12"}
 * @param path from the root of Foreman, with a leading slash
 * @param query values are percent-encoded by {@link #target()}
 * @param body null for a GET
 * @param inTaxonomy whether organization and location are sent along
 * @param creates whether a status 500 with a message is a refusal of what was sent
 * @param most that the reply may be
 * @param masked values that must not appear in a message, whoever writes it
 */
record ApiCall(
        String method,
        Supplier<String> purpose,
        String path,
        Map<String, String> query,
        @CheckForNull JsonNode body,
        boolean inTaxonomy,
        boolean creates,
        ReplySize most,
        Set<String> masked) {

    static ApiCall get(Supplier<String> purpose, String path) {
        return new ApiCall("GET", purpose, path, Map.of(), null, true, false, ReplySize.ORDINARY, Set.of());
    }

    static ApiCall post(Supplier<String> purpose, String path, JsonNode body) {
        return new ApiCall("POST", purpose, path, Map.of(), body, true, false, ReplySize.ORDINARY, Set.of());
    }

    /** The same with one more query parameter; a null value leaves it out. */
    ApiCall with(String name, @CheckForNull Object value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value.toString());
        return new ApiCall(method, purpose, path, more, body, inTaxonomy, creates, most, masked);
    }

    ApiCall with(ListQuery list) {
        return with("search", list.search())
                .with("order", list.order())
                .with("page", list.page())
                .with("per_page", list.perPage());
    }

    ApiCall upTo(ReplySize size) {
        return new ApiCall(method, purpose, path, query, body, inTaxonomy, creates, size, masked);
    }

    ApiCall withoutTaxonomy() {
        return new ApiCall(method, purpose, path, query, body, false, creates, most, masked);
    }

    ApiCall creating(Set<String> secrets) {
        return new ApiCall(method, purpose, path, query, body, inTaxonomy, true, most, secrets);
    }

    /** Path and query as they go on the wire. */
    String target() {
        if (query.isEmpty()) {
            return path;
        }
        return query.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&", path + "?", ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Method and path: bodies and query values may hold secrets. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
