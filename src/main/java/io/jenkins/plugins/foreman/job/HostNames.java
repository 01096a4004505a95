package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Names, of hosts as a rule, as people list them: in a form or a variable as one text, in a script as a list. */
public final class HostNames {

    private HostNames() {}

    @NonNull
    public static List<String> of(@CheckForNull String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[\\s,]+"))
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** One name a line. */
    @NonNull
    public static String text(@NonNull Collection<?> names) {
        return names.stream()
                .filter(Objects::nonNull)
                .map(name -> name.toString().trim())
                .collect(Collectors.joining("\n"));
    }
}
