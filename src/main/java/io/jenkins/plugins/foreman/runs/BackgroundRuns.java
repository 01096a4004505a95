package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.AbstractBuild;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import io.jenkins.plugins.foreman.invocation.Background;
import io.jenkins.plugins.foreman.invocation.Scheduler;
import io.jenkins.plugins.foreman.invocation.Urgency;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.runs.InvocationEntry.Kind;
import io.jenkins.plugins.foreman.runs.RunList.Line;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Runs that no build waits for: those started on the page of a build, and those whose build ended while they went on, as
 * Jenkins was restarted. A watch takes over what has begun and nobody follows, so that no run stops being followed before
 * its end.
 */
@Extension
public final class BackgroundRuns {

    static final Duration WATCH = Duration.ofMinutes(1);

    private static final Logger LOGGER = Logger.getLogger(BackgroundRuns.class.getName());

    /** What was told of once since Jenkins started is not told again each time. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

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
        BuildRuns.get().follow(build, name, null);
        return name;
    }

    /**
     * Starts a run that a build would have waited for, had it not ended before.
     *
     * @param rerunOf name of the entry whose hosts it runs on again
     * @param log gets its lines
     */
    public void startFor(
            @NonNull Run<?, ?> build,
            @NonNull JobDefinition definition,
            @NonNull String rerunOf,
            @NonNull ConsoleLog log,
            @NonNull Duration pause)
            throws IOException {
        String name = BuildRuns.get().prepare(build, definition, Kind.BUILD, null, rerunOf);
        BuildRun run = BuildRuns.get().follow(build, name, log, pause);
        JobInvocationsAction.takenOver(build, name);
        tellOfEnd(run, log);
    }

    /** Follows again what was followed when Jenkins went down, and watches. */
    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void watch() {
        watch(ForemanRuntime.scheduler());
    }

    private static void watch(Scheduler scheduler) {
        Background.run(
                scheduler,
                () -> {
                    try {
                        get().takeOverAll();
                    } finally {
                        scheduler.schedule(WATCH, () -> watch(scheduler));
                    }
                },
                fault -> LOGGER.log(Level.SEVERE, "Cannot look for runs that nobody follows", fault));
    }

    void takeOverAll() {
        takeOverFile();
        for (Line line : BuildRuns.get().begun().all(fault -> tell("A run cannot be read; it is tried again", fault))) {
            try {
                takeOver(line);
            } catch (IOException | RuntimeException e) {
                tell("Cannot go on with the run " + line + "; it is tried again", e);
            }
        }
    }

    private void takeOver(Line line) throws IOException {
        if (BuildRuns.get().isFollowed(line.identity())) {
            return;
        }
        Run<?, ?> build = Run.fromExternalizableId(line.build());
        InvocationEntry entry = build == null ? null : BuildRuns.get().entry(build, line.name());
        if (entry == null || !line.identity().isEmpty() && !line.identity().equals(entry.identity(build))) {
            throw new IOException("Its build is not there, or another one has its place");
        }
        boolean ofBuild = entry.getKind() != Kind.PAGE;
        if (ofBuild && build.isBuilding()) {
            // a build that goes on goes on with its runs
            return;
        }
        boolean cutOff = ofBuild && build instanceof AbstractBuild;
        ConsoleLog log = cutOff ? new EndedBuildLog(build) : null;
        boolean goesOn = !ofBuild || cutOff && entry.getRerunOf() != null;
        Sentence cancelReason =
                goesOn || hasBegun(build, entry) ? null : Sentence.of(Messages::BackgroundRuns_neverBegun);
        BuildRun run = BuildRuns.get().takeOver(build, line, log, cancelReason);
        if (run != null && ofBuild) {
            JobInvocationsAction.takenOver(build, line.name());
        }
        if (run != null && log != null) {
            tellOfEnd(run, log);
        }
    }

    /** Whether its job may have been created, or it is between two attempts. */
    private static boolean hasBegun(Run<?, ?> build, InvocationEntry entry) throws IOException {
        List<Attempt> attempts = BuildRuns.get().record(build, entry).head().attempts();
        Attempt first = attempts.isEmpty() ? null : attempts.get(0);
        return first != null && (attempts.size() > 1 || first.sent() || first.sends() > 0);
    }

    /** Lets those know who have still to do something for a build that ended too early; they may ask its server. */
    private static void tellOfEnd(BuildRun run, ConsoleLog log) {
        Consumer<Throwable> fault = thrown -> {
            LOGGER.log(Level.WARNING, thrown, () -> "Cannot continue after the end of the run of " + run.build());
            log.line(Messages.BackgroundRuns_stopped(String.valueOf(thrown.getMessage())));
        };
        run.end().thenAccept(end -> {
            Runnable tell = Background.supervised(
                    () -> {
                        for (EndedTooEarly each : ExtensionList.lookup(EndedTooEarly.class)) {
                            each.runEnded(run, end, log);
                        }
                    },
                    fault);
            Background.Work handIn =
                    () -> Servers.budget(run.build(), run.entry()).submit(Duration.ZERO, Urgency.READING, tell);
            Background.supervised(handIn, fault).run();
        });
    }

    private void tell(String message, Exception fault) {
        if (told.add(message + fault.getMessage())) {
            LOGGER.log(Level.WARNING, message, fault);
        }
    }

    private static XmlFile file() {
        return new XmlFile(earlierFile());
    }

    private static File earlierFile() {
        return new File(Jenkins.get().getRootDir(), BackgroundRuns.class.getName() + ".xml");
    }

    /** Earlier versions had all runs in one file. It is left alone until all of it has been taken over. */
    private void takeOverFile() {
        if (!earlierFile().exists()) {
            return;
        }
        try {
            for (Object each : (List<?>) file().read()) {
                BuildRuns.get().begun().add(Line.of(each.toString()));
            }
            Files.delete(earlierFile().toPath());
        } catch (IOException | RuntimeException e) {
            tell("Cannot read which runs there are; it is tried again", e);
        }
    }
}
