package io.jenkins.plugins.foreman.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which request goes where, as Rails' routes say it. */
final class Router {

    /**
     * A route.
     *
     * @param template such as {@code /api/job_invocations/:id}; {@code #host_id} takes digits only
     * @param permission needed to get in, or null
     * @param open needs no login
     */
    record Route(
            String method,
            String template,
            Pattern pattern,
            List<String> names,
            String permission,
            boolean open,
            Function<Call, Reply> action) {

        String endpoint() {
            return method + " " + template.replace('#', ':');
        }

        Map<String, String> parameters(String path) {
            Matcher matcher = pattern.matcher(path);
            Map<String, String> parameters = new LinkedHashMap<>();
            if (matcher.matches()) {
                for (int i = 0; i < names.size(); i++) {
                    parameters.put(names.get(i), matcher.group(i + 1));
                }
            }
            return parameters;
        }
    }

    private static final Pattern PART = Pattern.compile("[:#](\\w+)");

    private final List<Route> routes = new ArrayList<>();

    Router add(String method, String template, String permission, Function<Call, Reply> action) {
        return add(method, template, permission, false, action);
    }

    Router addOpen(String method, String template, Function<Call, Reply> action) {
        return add(method, template, null, true, action);
    }

    private Router add(String method, String template, String permission, boolean open, Function<Call, Reply> action) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PART.matcher(template);
        StringBuilder regex = new StringBuilder();
        while (matcher.find()) {
            names.add(matcher.group(1));
            matcher.appendReplacement(regex, matcher.group().startsWith("#") ? "(\\\\d+)" : "([^/]+)");
        }
        matcher.appendTail(regex);
        routes.add(new Route(method, template, Pattern.compile(regex.toString()), names, permission, open, action));
        return this;
    }

    /** Brings the forms of a path that mean the same into one: {@code /api/v2} is {@code /api}. */
    static String normalize(String path) {
        String plain = path.replaceFirst("^/api/v2(?=/|$)", "/api");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** The route for a normalized path, or null. */
    Route match(String method, String path) {
        for (Route route : routes) {
            if (route.method().equals(method) && route.pattern().matcher(path).matches()) {
                return route;
            }
        }
        return null;
    }
}
