package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of hosts that a job is to run on. They go into a search, so nothing may be in them that a search would read. */
final class TargetNames {

    private TargetNames() {}

    /** Each name once. */
    @NonNull
    static List<String> distinct(@NonNull Collection<String> hosts) throws InvalidRequestException {
        Set<String> names = new LinkedHashSet<>();
        for (String host : hosts) {
            String name = host.trim();
            if (!isName(name)) {
                throw new InvalidRequestException(() -> Messages.RequestResolver_notAHostName(host));
            }
            names.add(name);
        }
        return new ArrayList<>(names);
    }

    /** Whether nothing is in it that a search would read. */
    static boolean isName(@NonNull String name) {
        return !name.isEmpty() && !name.matches("(?s).*[\\s,()\"].*");
    }
}
