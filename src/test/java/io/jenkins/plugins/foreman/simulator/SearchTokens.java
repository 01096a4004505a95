package io.jenkins.plugins.foreman.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts a search query into words and operators, as the scoped_search library does. */
final class SearchTokens {

    /**
     * A word of the query.
     *
     * @param operator null for a value
     */
    record Token(String operator, String value) {
        boolean is(String name) {
            return name.equals(operator);
        }

        boolean isValue() {
            return operator == null;
        }
    }

    private static final Map<String, String> OPERATORS = Map.ofEntries(
            Map.entry("&", "and"),
            Map.entry("&&", "and"),
            Map.entry("|", "or"),
            Map.entry("||", "or"),
            Map.entry("-", "not"),
            Map.entry("!", "not"),
            Map.entry("~", "like"),
            Map.entry("!~", "unlike"),
            Map.entry("=", "eq"),
            Map.entry("==", "eq"),
            Map.entry("!=", "ne"),
            Map.entry("<>", "ne"),
            Map.entry(">", "gt"),
            Map.entry("<", "lt"),
            Map.entry(">=", "gte"),
            Map.entry("<=", "lte"),
            Map.entry("^", "in"),
            Map.entry("!^", "notin"));

    private static final Map<String, String> KEYWORDS = Map.of(
            "and", "and", "or", "or", "not", "not", "has", "notnull", "set?", "notnull", "null?", "null", "before",
            "lt", "after", "gt", "at", "eq");

    private final String query;
    private int at;

    private SearchTokens(String query) {
        this.query = query;
    }

    static List<Token> of(String query) {
        return new SearchTokens(query).all();
    }

    private List<Token> all() {
        List<Token> tokens = new ArrayList<>();
        while (at < query.length()) {
            char c = query.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '(') {
                tokens.add(single("lparen"));
            } else if (c == ')') {
                tokens.add(single("rparen"));
            } else if (c == ',') {
                tokens.add(single("comma"));
            } else if ("&|=<>^!~-".indexOf(c) >= 0) {
                tokens.add(operator());
            } else if (c == '"') {
                tokens.add(quoted());
            } else {
                tokens.add(word());
            }
        }
        return tokens;
    }

    private Token single(String name) {
        at++;
        return new Token(name, null);
    }

    private Token operator() {
        if (at + 1 < query.length()) {
            String two = OPERATORS.get(query.substring(at, at + 2));
            if (two != null) {
                at += 2;
                return new Token(two, null);
            }
        }
        return new Token(OPERATORS.get(query.substring(at, ++at)), null);
    }

    private Token quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < query.length() && query.charAt(at) != '"') {
            if (query.charAt(at) == '\\' && at + 1 < query.length()) {
                at++;
            }
            value.append(query.charAt(at++));
        }
        at++;
        return new Token(null, value.toString());
    }

    private Token word() {
        int start = at;
        while (at < query.length()
                && !Character.isWhitespace(query.charAt(at))
                && "=~<>&|)(,".indexOf(query.charAt(at)) < 0) {
            at++;
        }
        String word = query.substring(start, at);
        String keyword = KEYWORDS.get(word.toLowerCase(Locale.ROOT));
        return keyword != null ? new Token(keyword, null) : new Token(null, word);
    }
}
