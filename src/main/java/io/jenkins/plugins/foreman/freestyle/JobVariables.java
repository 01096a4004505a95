package io.jenkins.plugins.foreman.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the further steps of a build get as environment variables of the Foreman job that ended last. Immutable. */
final class JobVariables extends InvisibleAction implements EnvironmentContributingAction {

    /** Of the names of failed hosts, in characters: shells bound the length of one variable, Windows at 32,767. */
    static final int MOST_NAMES = 8000;

    /** A server may call its hosts anything, and some steps put variables into scripts as they are. */
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");

    private final Map<String, String> variables = new LinkedHashMap<>();

    /** @param job what a step gives back of it */
    JobVariables(@NonNull Map<String, Object> job) {
        put("ID", job.get("id"));
        put("URL", job.get("url"));
        put("RESULT", job.get("result"));
        put("TOTAL", job.get("total"));
        put("SUCCEEDED", job.get("succeeded"));
        put("FAILED", job.get("failed"));
        put("CANCELLED", job.get("cancelled"));
        put("RESULTS", job.get("results"));
        put("FAILED_HOSTS", job.get("failedHosts") instanceof List<?> names ? text(names) : "");
    }

    private void put(String name, Object value) {
        if (value != null) {
            variables.put("FOREMAN_JOB_" + name, value.toString());
        }
    }

    private static String text(List<?> names) {
        StringBuilder text = new StringBuilder();
        for (Object name : names) {
            String host = String.valueOf(name);
            if (text.length() + host.length() >= MOST_NAMES) {
                break;
            }
            if (HARMLESS.matcher(host).matches()) {
                text.append(text.isEmpty() ? "" : " ").append(host);
            }
        }
        return text.toString();
    }

    /** Lets a build have them; a Pipeline gets the same from the step. */
    static void give(@NonNull Run<?, ?> build, @NonNull Map<String, Object> job) {
        if (build instanceof AbstractBuild) {
            build.addOrReplaceAction(new JobVariables(job));
        }
    }

    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars env) {
        env.putAll(variables);
    }
}
