package io.jenkins.plugins.foreman.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import io.jenkins.plugins.foreman.build.InvocationEntry.Kind;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Runs that no build waits for, started on the page of a build that may have ended long ago. Which there are is written
 * down, so that they are followed again after a restart; the build's log is left alone.
 */
@Extension
public final class BackgroundRuns {

    private static final Logger LOGGER = Logger.getLogger(BackgroundRuns.class.getName());
    private static final String SEPARATOR = "\n";

    private final Set<String> runs = new LinkedHashSet<>();

    @NonNull
    public static BackgroundRuns get() {
        return ExtensionList.lookupSingleton(BackgroundRuns.class);
    }

    /**
     * Starts a run.
     *
     * @param requestedBy id of the user
     * @param rerunOf name of the entry whose hosts it runs on again
     * @return the name of its entry
     */
    @NonNull
    public String start(
            @NonNull Run<?, ?> build,
            @NonNull JobDefinition definition,
            @NonNull String requestedBy,
            @NonNull String rerunOf)
            throws IOException {
        String name = BuildRuns.get().prepare(build, definition, Kind.PAGE, requestedBy, rerunOf);
        String line = build.getExternalizableId() + SEPARATOR + name;
        synchronized (this) {
            runs.add(line);
            save();
        }
        try {
            follow(build, name, line);
        } catch (IOException | RuntimeException e) {
            forget(line);
            throw e;
        }
        return name;
    }

    private void follow(Run<?, ?> build, String name, String line) throws IOException {
        BuildRuns.get().follow(build, name, null).end().whenComplete((end, fault) -> forget(line));
    }

    private synchronized void forget(String line) {
        runs.remove(line);
        try {
            save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot write down which runs there are", e);
        }
    }

    private void save() throws IOException {
        file().write(new ArrayList<>(runs));
    }

    private static XmlFile file() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), BackgroundRuns.class.getName() + ".xml"));
    }

    /** Follows again what was followed when Jenkins went down. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void resumeAll() {
        if (file().exists()) {
            ForemanRuntime.scheduler().schedule(Duration.ZERO, () -> get().resume());
        }
    }

    private void resume() {
        List<?> lines;
        try {
            lines = (List<?>) file().read();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot read which runs there are", e);
            return;
        }
        for (Object each : lines) {
            String line = each.toString();
            String[] parts = line.split(SEPARATOR, 2);
            Run<?, ?> build = Run.fromExternalizableId(parts[0]);
            synchronized (this) {
                runs.add(line);
            }
            if (build == null) {
                forget(line);
                continue;
            }
            try {
                follow(build, parts[1], line);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot go on with run " + parts[1] + " of " + parts[0]);
                forget(line);
            }
        }
    }
}
