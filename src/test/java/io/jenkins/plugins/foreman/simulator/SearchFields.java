package io.jenkins.plugins.foreman.simulator;

import io.jenkins.plugins.foreman.simulator.Search.QueryNotSupported;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What of a thing can be searched: fields by name, and which of them a free word is looked for in. */
final class SearchFields<T> {

    private final Map<String, Function<T, ?>> fields = new HashMap<>();
    private final Set<String> integers = new HashSet<>();
    private final List<String> freeText = new ArrayList<>();

    /** A field of text; its value may be null or a collection. */
    SearchFields<T> text(String name, Function<T, ?> value) {
        fields.put(name, value);
        return this;
    }

    /** A field that a free word is looked for in, too. */
    SearchFields<T> freeText(String name, Function<T, ?> value) {
        freeText.add(name);
        return text(name, value);
    }

    /** A field that takes whole numbers only. */
    SearchFields<T> integer(String name, Function<T, ?> value) {
        integers.add(name);
        return text(name, value);
    }

    private Function<T, ?> field(String name) {
        Function<T, ?> field = fields.get(name.toLowerCase(Locale.ROOT));
        if (field == null) {
            throw new QueryNotSupported("Field '" + name + "' not recognized for searching!");
        }
        return field;
    }

    Predicate<T> freeText(String word) {
        Predicate<String> like = like(word);
        return item -> freeText.stream().anyMatch(name -> any(fields.get(name).apply(item), like));
    }

    Predicate<T> present(String name, boolean present) {
        Function<T, ?> field = field(name);
        return item -> any(field.apply(item), value -> !value.isEmpty()) == present;
    }

    Predicate<T> in(String name, List<String> values, boolean in) {
        Function<T, ?> field = field(name);
        values.forEach(value -> check(name, value));
        Set<String> set = new HashSet<>(values);
        return item -> any(field.apply(item), set::contains) == in;
    }

    Predicate<T> compare(String name, String operator, String value) {
        Function<T, ?> field = field(name);
        if (!operator.endsWith("like")) {
            check(name, value);
        }
        return switch (operator) {
            case "eq" -> item -> any(field.apply(item), value::equals);
            case "ne" -> item -> !any(field.apply(item), value::equals);
            case "like" -> matching(field, like(value), true);
            case "unlike" -> matching(field, like(value), false);
            default -> item -> any(field.apply(item), own -> ordered(operator, order(own, value)));
        };
    }

    private Predicate<T> matching(Function<T, ?> field, Predicate<String> like, boolean wanted) {
        return item -> any(field.apply(item), like) == wanted;
    }

    private void check(String name, String value) {
        if (integers.contains(name.toLowerCase(Locale.ROOT)) && !value.matches("-?\\d+")) {
            throw new QueryNotSupported("Value '" + value + "' is not valid for field '" + name + "'");
        }
    }

    private static boolean any(Object value, Predicate<String> predicate) {
        if (value == null) {
            return false;
        }
        if (value instanceof Collection<?> many) {
            return many.stream().anyMatch(one -> predicate.test(String.valueOf(one)));
        }
        return predicate.test(String.valueOf(value));
    }

    private static int order(String own, String value) {
        boolean numbers = own.matches("-?\\d+") && value.matches("-?\\d+");
        return numbers ? Long.compare(Long.parseLong(own), Long.parseLong(value)) : own.compareTo(value);
    }

    private static boolean ordered(String operator, int order) {
        return switch (operator) {
            case "gt" -> order > 0;
            case "gte" -> order >= 0;
            case "lt" -> order < 0;
            default -> order <= 0;
        };
    }

    /** Without a wildcard the value may stand anywhere; upper and lower case are the same. */
    private static Predicate<String> like(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.contains("%") && !lower.contains("*")) {
            return own -> own.toLowerCase(Locale.ROOT).contains(lower);
        }
        StringBuilder regex = new StringBuilder();
        for (char c : lower.toCharArray()) {
            regex.append(c == '%' || c == '*' ? ".*" : Pattern.quote(String.valueOf(c)));
        }
        Pattern pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
        return own -> pattern.matcher(own.toLowerCase(Locale.ROOT)).matches();
    }
}
