package io.jenkins.plugins.foreman.simulator;

import io.jenkins.plugins.foreman.simulator.SearchTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Understands search queries the way Foreman's scoped_search does: {@code = != ~ !~ ^ !^ > <}, {@code and or not has},
 * parentheses, quotes and free text. As there, {@code and} and {@code or} have no precedence but group to the right,
 * and words side by side are joined with {@code and}.
 */
final class Search {

    /** A query that Foreman does not understand; it answers 400 with this message. */
    static final class QueryNotSupported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        QueryNotSupported(String message) {
            super(message, null, false, false);
        }
    }

    private static final Set<String> COMPARISONS =
            Set.of("eq", "ne", "like", "unlike", "gt", "lt", "gte", "lte", "in", "notin");

    private Search() {}

    /**
     * Compiles a query.
     *
     * @param query null or blank matches everything
     * @throws QueryNotSupported with the message of the real library
     */
    static <T> Predicate<T> compile(String query, SearchFields<T> fields) {
        if (query == null || query.isBlank()) {
            return item -> true;
        }
        return new Parser<>(SearchTokens.of(query), fields).sequence(true);
    }

    private static final class Parser<T> {
        private final List<Token> tokens;
        private final SearchFields<T> fields;
        private int at;

        Parser(List<Token> tokens, SearchFields<T> fields) {
            this.tokens = tokens;
            this.fields = fields;
        }

        private Token peek() {
            return at < tokens.size() ? tokens.get(at) : null;
        }

        private boolean peekIs(String operator) {
            return peek() != null && peek().is(operator);
        }

        Predicate<T> sequence(boolean root) {
            if (!root && peekIs("lparen")) {
                at++;
            }
            Predicate<T> all = item -> true;
            while (peek() != null && !peekIs("rparen")) {
                all = all.and(logical());
            }
            if (!root && peekIs("rparen")) {
                at++;
            }
            return all;
        }

        private Predicate<T> logical() {
            Predicate<T> left = operand();
            if (peekIs("and")) {
                at++;
                return left.and(logical());
            }
            if (peekIs("or")) {
                at++;
                return left.or(logical());
            }
            return left;
        }

        private Predicate<T> operand() {
            if (peekIs("lparen")) {
                return sequence(false);
            }
            if (peekIs("not")) {
                at++;
                return logicalOrParenthesis().negate();
            }
            if (peekIs("notnull") || peekIs("null")) {
                boolean present = peekIs("notnull");
                at++;
                return fields.present(value(), present);
            }
            return comparison();
        }

        private Predicate<T> logicalOrParenthesis() {
            return peekIs("lparen") ? sequence(false) : comparison();
        }

        private Predicate<T> comparison() {
            if (peekIs("comma")) {
                at++;
            }
            if (peek() != null && !peek().isValue() && COMPARISONS.contains(peek().operator())) {
                at++;
                return fields.freeText(value());
            }
            String left = value();
            if (peek() == null || peek().isValue() || !COMPARISONS.contains(peek().operator())) {
                if (peekIs("comma")) {
                    at++;
                }
                return fields.freeText(left);
            }
            String operator = tokens.get(at++).operator();
            return operator.endsWith("in")
                    ? fields.in(left, values(), operator.equals("in"))
                    : fields.compare(left, operator, value());
        }

        private String value() {
            if (peek() == null || !peek().isValue()) {
                throw new QueryNotSupported(
                        "Value expected but found " + (peek() == null ? "nil" : ":" + peek().operator()));
            }
            return tokens.get(at++).value();
        }

        private List<String> values() {
            if (peekIs("lparen")) {
                at++;
            }
            List<String> values = new ArrayList<>();
            while (peek() != null && !peekIs("rparen")) {
                Token token = tokens.get(at++);
                if (token.isValue()) {
                    values.add(token.value());
                }
            }
            at++;
            return values;
        }
    }
}
