package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The secrets that a build has in its environment: whatever binds one, as {@code withCredentials} and password parameters
 * do, names its variable as sensitive. They are taken by their values, not by passing text through the filters of the
 * build log: those mask line by line and do not tell where, so that output in pieces would be masked differently each time
 * it is read.
 */
public final class SensitiveValues {

    private SensitiveValues() {}

    /** Those of a Pipeline where a step is. */
    @NonNull
    public static Set<String> of(@NonNull StepContext context) throws IOException, InterruptedException {
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        return expander == null ? Set.of() : of(expander.getSensitiveVariables(), context.get(EnvVars.class));
    }

    /** Those of a build of another kind. */
    @NonNull
    public static Set<String> of(@NonNull Run<?, ?> build, @NonNull Map<String, String> environment) {
        return build instanceof AbstractBuild<?, ?> other
                ? of(other.getSensitiveBuildVariables(), environment)
                : Set.of();
    }

    private static Set<String> of(Collection<String> names, @CheckForNull Map<String, String> environment) {
        Set<String> values = new LinkedHashSet<>();
        for (String name : environment == null ? List.<String>of() : names) {
            String value = environment.get(name);
            // a dollar may be doubled, and that twice, for those who expand variables
            for (int i = 0; i < 3 && value != null && values.add(value); i++) {
                value = value.replace("$$", "$");
            }
        }
        return values;
    }
}
