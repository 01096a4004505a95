package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/**
 * What scripts may write where a form has a text and rows: lists and maps, as {@code hosts: ['a', 'b']} and {@code inputs:
 * [command: 'uptime']}.
 */
public final class JobArguments {

    /** What people give as a list or as one text. */
    private static final List<String> LISTS = List.of("hosts", "without");

    private static final String INPUTS = "inputs";

    /** What has fields of its own. */
    private static final List<String> BLOCKS = List.of("scheduling", "recurrence", "ansible");

    /** Texts that people may write as numbers. */
    private static final Set<String> NUMBERS =
            Set.of("failureThreshold", "unstableThreshold", "jobTemplate", "bookmark", "run", "build", "host");

    /** Choices that people may write in small letters. */
    private static final Map<String, List<String>> CHOICES = Map.of(
            "consoleOutput", names(Mode.values()),
            "which", names(RerunRequest.Hosts.values()));

    private JobArguments() {}

    /** The arguments as a model takes them. */
    @NonNull
    public static Map<String, Object> read(@NonNull Map<String, Object> arguments) {
        Map<String, Object> changed = new LinkedHashMap<>(arguments);
        changed.replaceAll((name, value) -> value instanceof Number && NUMBERS.contains(name)
                ? value.toString()
                : value instanceof CharSequence text && CHOICES.containsKey(name)
                        ? choice(name, text.toString())
                        : value);
        for (String list : LISTS) {
            if (arguments.get(list) instanceof Collection<?> names) {
                changed.put(list, HostNames.text(names));
            }
        }
        for (String block : BLOCKS) {
            // what the Snippet Generator makes of one that is left empty
            if (arguments.get(block) instanceof Collection<?> nothing && nothing.isEmpty()) {
                changed.put(block, Map.of());
            }
        }
        if (arguments.get(INPUTS) instanceof Map<?, ?> values) {
            List<InputValue> inputs = new ArrayList<>();
            values.forEach((name, value) -> {
                if (value != null) {
                    inputs.add(InputValue.of(name.toString(), value.toString()));
                }
            });
            changed.put(INPUTS, inputs);
        } else if (arguments.get(INPUTS) instanceof Collection<?> rows) {
            changed.put(INPUTS, rows.stream().map(JobArguments::row).toList());
        } else if (arguments.get(INPUTS) instanceof CharSequence) {
            throw new IllegalArgumentException(Messages.JobArguments_notAMap());
        }
        return changed;
    }

    private static String choice(String name, String value) {
        String choice = value.trim().toUpperCase(Locale.ROOT);
        List<String> choices = CHOICES.get(name);
        if (!choices.contains(choice)) {
            throw new IllegalArgumentException(
                    Messages.JobArguments_notAChoice(value, name, String.join(", ", choices)));
        }
        return choice;
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    /**
     * The arguments of a generated script.
     *
     * @param model as it was taken apart
     * @param missing what it cannot do without and is not given: the argument, and what the script says in its place
     */
    @NonNull
    public static UninstantiatedDescribable write(
            @NonNull UninstantiatedDescribable model,
            @NonNull Function<Map<String, Object>, Map<String, String>> missing) {
        Map<String, Object> changed = new LinkedHashMap<>(model.getArguments());
        for (String list : LISTS) {
            if (changed.get(list) instanceof String names) {
                changed.put(list, new ArrayList<>(HostNames.of(names)));
            }
        }
        if (changed.get(INPUTS) instanceof List<?> rows) {
            Map<String, Object> values = values(rows);
            if (values != null) {
                changed.put(INPUTS, values);
            }
        }
        missing.apply(changed).forEach((name, what) -> changed.put(name, generated(name, what)));
        return model.withArguments(changed);
    }

    private static Object generated(String name, String what) {
        // in parentheses no host and nothing else is named so, by which nothing runs until somebody has replaced it
        String text = "(" + what + ")";
        return LISTS.contains(name) ? List.of(text) : text;
    }

    /** What a job cannot do without and is not given, and what a generated script says in its place. */
    @NonNull
    public static Map<String, String> missing(@NonNull Map<String, Object> given) {
        Map<String, String> missing = new LinkedHashMap<>(missingTarget(given));
        if (!given.containsKey("jobTemplate") && !given.containsKey("feature")) {
            missing.put("jobTemplate", oneTemplate());
        }
        return missing;
    }

    /** The same for what only chooses hosts. */
    @NonNull
    public static Map<String, String> missingTarget(@NonNull Map<String, Object> given) {
        return given.containsKey("hosts") || given.containsKey("searchQuery") || given.containsKey("bookmark")
                ? Map.of()
                : Map.of("hosts", oneTarget());
    }

    /** Says that it is not clear what is to run. */
    @NonNull
    public static String oneTemplate() {
        return Messages.JobArguments_oneTemplate();
    }

    /** Says that it is not clear on which hosts. */
    @NonNull
    public static String oneTarget() {
        return Messages.JobArguments_oneTarget();
    }

    /** Made here, since errors repeat the arguments as they are after this, and no secret may be among them. */
    private static Object row(Object given) {
        if (!(given instanceof Map<?, ?> values)) {
            return given;
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        values.forEach((name, value) -> arguments.put(String.valueOf(name), value));
        arguments.remove("$class");
        try {
            return new UninstantiatedDescribable(arguments).instantiate(InputValue.class, null);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Rows as a map of names and values, null where that cannot say it all. */
    @CheckForNull
    private static Map<String, Object> values(List<?> rows) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object row : rows) {
            Map<String, ?> arguments = row instanceof UninstantiatedDescribable input ? input.getArguments() : Map.of();
            Object value = arguments.get("value");
            if (!Set.of("name", "value").containsAll(arguments.keySet())
                    || values.put(String.valueOf(arguments.get("name")), value == null ? "" : value) != null) {
                return null;
            }
        }
        return values;
    }
}
