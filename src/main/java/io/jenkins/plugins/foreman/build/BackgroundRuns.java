package io.jenkins.plugins.foreman.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.foreman.build.InvocationEntry.Kind;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.invocation.Background;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /** By identity. */
    private final Map<String, Followed> runs = new LinkedHashMap<>();

    /** Lines of runs that could not be gone on with, which the next start of Jenkins tries again. */
    private final Set<String> left = new LinkedHashSet<>();

    private record Followed(
            @NonNull Run<?, ?> build, @NonNull String name) {

        String line(String identity) {
            return String.join(SEPARATOR, build.getExternalizableId(), name, identity);
        }
    }

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
        String identity = BuildRuns.get().identity(build, name);
        synchronized (this) {
            runs.put(identity, new Followed(build, name));
            save();
        }
        try {
            follow(build, name, identity);
        } catch (IOException | RuntimeException e) {
            forget(identity);
            throw e;
        }
        return name;
    }

    private void follow(Run<?, ?> build, String name, String identity) throws IOException {
        BuildRuns.get().follow(build, name, null).end().whenComplete((end, fault) -> forget(identity));
    }

    private synchronized void forget(String identity) {
        runs.remove(identity);
        saveIfPossible();
    }

    /** A job has another place now, by which its builds are written down. */
    synchronized void moved(@NonNull Item job) {
        if (runs.values().stream().anyMatch(run -> run.build().getParent().equals(job))) {
            saveIfPossible();
        }
    }

    private synchronized void saveIfPossible() {
        try {
            save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot write down which runs there are", e);
        }
    }

    private void save() throws IOException {
        List<String> lines = new ArrayList<>();
        runs.forEach((identity, run) -> lines.add(run.line(identity)));
        lines.addAll(left);
        file().write(lines);
    }

    private static XmlFile file() {
        return new XmlFile(new File(Jenkins.get().getRootDir(), BackgroundRuns.class.getName() + ".xml"));
    }

    /** Follows again what was followed when Jenkins went down. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void resumeAll() {
        if (file().exists()) {
            Background.run(
                    ForemanRuntime.scheduler(),
                    () -> get().resume(),
                    fault -> LOGGER.log(Level.SEVERE, "Cannot go on with runs in the background", fault));
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
            try {
                know(each.toString().split(SEPARATOR, 3));
            } catch (IOException | RuntimeException e) {
                leave(each.toString(), e);
            }
        }
        // only now that all are known: the end of one writes down those that are left
        Map<String, Followed> known;
        synchronized (this) {
            known = new LinkedHashMap<>(runs);
        }
        known.forEach((identity, run) -> {
            try {
                follow(run.build(), run.name(), identity);
            } catch (IOException | RuntimeException e) {
                synchronized (this) {
                    runs.remove(identity);
                    leave(run.line(identity), e);
                }
                saveIfPossible();
            }
        });
    }

    /** Nothing is forgotten because it could not be read today; only what is gone is. */
    private synchronized void leave(String line, Exception fault) {
        if (fault instanceof NoSuchFileException || fault instanceof FileNotFoundException) {
            LOGGER.log(Level.WARNING, fault, () -> "The record of a run in the background is gone: " + line);
        } else {
            left.add(line);
            LOGGER.log(
                    Level.WARNING,
                    fault,
                    () -> "Cannot go on with a run in the background; the next start of Jenkins tries again: " + line);
        }
    }

    /** @param line id of the build, name of the run, and its identity, which earlier versions did not keep */
    private void know(String[] line) throws IOException {
        Run<?, ?> build = Run.fromExternalizableId(line[0]);
        String identity = build == null ? null : BuildRuns.get().identity(build, line[1]);
        if (identity == null || line.length > 2 && !line[2].equals(identity)) {
            // deleted, and perhaps another has its name
            return;
        }
        synchronized (this) {
            runs.put(identity, new Followed(build, line[1]));
        }
    }
}
