package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.foreman.client.Json.ElementReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one page of a list, element by element. */
final class PageReader {

    private PageReader() {}

    static <T> Page<T> read(JsonParser parser, ElementReader<T> element) throws IOException {
        ObjectNode head = Json.object();
        List<T> results = new ArrayList<>();
        boolean[] found = {false};
        Json.fields(parser, name -> {
            if (name.equals("results")) {
                found[0] = true;
                results.addAll(Json.elements(parser, element));
            } else {
                head.set(name, Json.tree(parser));
            }
        });
        if (!found[0]) {
            throw new Reply.MissingFieldException(Messages::Reply_list);
        }
        int total = number(head, "total", results.size());
        return new Page<>(
                total,
                number(head, "subtotal", total),
                number(head, "page", 1),
                number(head, "per_page", results.size()),
                results);
    }

    private static int number(ObjectNode head, String field, int fallback) {
        Integer number = Json.integer(head, field);
        return number == null ? fallback : number;
    }
}
