package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerIdentity;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.runs.RunList.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Makes runs for builds, and knows those that are followed at the moment: a record never has two followers. */
@Extension
public final class BuildRuns {

    private static final Logger LOGGER = Logger.getLogger(BuildRuns.class.getName());

    /** By the identity of the run, since a job can take the name of another. */
    private final Map<String, BuildRun> followed = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private boolean suspended;

    private final RecordCache records = new RecordCache();
    private final RunList begun =
            new RunList(Jenkins.get().getRootDir().toPath().resolve("io.jenkins.plugins.foreman.runs"));

    @NonNull
    public static BuildRuns get() {
        return ExtensionList.lookupSingleton(BuildRuns.class);
    }

    /**
     * Makes the record of a new run, which has not begun yet and which the build does not list yet.
     *
     * @param requestedBy id of a user, null for the build itself
     * @param rerunOf name of an entry, null for none
     * @return the name of its entry
     */
    @NonNull
    public String prepare(
            @NonNull Run<?, ?> build,
            @NonNull JobDefinition definition,
            @NonNull InvocationEntry.Kind kind,
            @CheckForNull String requestedBy,
            @CheckForNull String rerunOf)
            throws IOException {
        ResolvedServer server = Servers.forNew(definition, build);
        definition.settings(server.server().patience());
        Path directory = StoredRun.newDirectory(build.getRootDir());
        String name = String.valueOf(directory.getFileName());
        InvocationEntry entry = new InvocationEntry(name, server.server().getName(), kind, requestedBy, rerunOf);
        Instant now = ForemanRuntime.scheduler().now();
        Long existing = definition.existingInvocation();
        ServerIdentity identity = server.identity();
        String url = identity.url();
        RunHead head = existing == null ? RunHead.started(url, now) : JobInvocationRun.following(url, existing, now);
        new StoredRun(entry, definition, directory).create(head.withServerOwner(identity.owner()));
        return name;
    }

    /**
     * Follows a prepared run to its end, from where it is. Where somebody follows it already, that goes on. To be called
     * on a thread that may read and write files.
     *
     * @param log gets the lines of the build log, null for none
     */
    @NonNull
    public BuildRun follow(@NonNull Run<?, ?> build, @NonNull String name, @CheckForNull ConsoleLog log)
            throws IOException {
        return follow(build, name, log, Duration.ZERO);
    }

    /**
     * The same after a pause, in which the run can be seen and cancelled already.
     *
     * @param pause not observed any more after a restart
     */
    @NonNull
    public BuildRun follow(
            @NonNull Run<?, ?> build, @NonNull String name, @CheckForNull ConsoleLog log, @NonNull Duration pause)
            throws IOException {
        StoredRun stored = StoredRun.read(build.getRootDir(), name);
        BuildRun run;
        synchronized (this) {
            BuildRun known = followed.get(stored.entry().identity(build));
            if (known != null) {
                return known;
            }
            run = new BuildRun(build, stored);
            if (suspended) {
                // Jenkins goes down: the next one goes on from the record
                run.suspend();
                return run;
            }
            // from here on the run is in the list or has ended, whatever becomes of this process
            begun.add(line(run));
            JobInvocationsAction.add(build, run.entry());
            followed.put(stored.entry().identity(build), run);
        }
        start(run, log, pause);
        return run;
    }

    private void start(BuildRun run, @CheckForNull ConsoleLog log, Duration pause) throws IOException {
        try {
            run.start(log, pause);
        } catch (IOException | RuntimeException | Error e) {
            // it stays in the list, so that it is taken over
            run.suspend();
            followed.values().remove(run);
            throw e;
        }
    }

    private static Line line(BuildRun run) {
        return new Line(
                run.build().getExternalizableId(),
                run.entry().getName(),
                run.entry().identity(run.build()));
    }

    /** The runs that have begun and not ended. */
    @NonNull
    RunList begun() {
        return begun;
    }

    /**
     * Follows a run that is in the list and that nobody follows.
     *
     * @param log makes the log from the entry, null for none
     * @param cancelReason null where it is to go on
     * @return null when it is not in the list any more, or is followed
     */
    @CheckForNull
    BuildRun takeOver(
            @NonNull Run<?, ?> build,
            @NonNull Line line,
            @CheckForNull ConsoleLog log,
            @CheckForNull Sentence cancelReason)
            throws IOException {
        StoredRun stored = StoredRun.read(build.getRootDir(), line.name());
        BuildRun run;
        synchronized (this) {
            String identity = stored.entry().identity(build);
            if (suspended || !begun.has(line) || followed.containsKey(identity)) {
                return null;
            }
            run = new BuildRun(build, stored);
            if (line.identity().isEmpty()) {
                begun.add(line(run));
                begun.remove(line);
            }
            JobInvocationsAction.add(build, run.entry());
            followed.put(identity, run);
        }
        if (cancelReason != null) {
            run.cancel(cancelReason);
        }
        start(run, log, Duration.ZERO);
        return run;
    }

    /** The run while it is followed, null when it is not. */
    @CheckForNull
    public BuildRun followed(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) {
        return followed.get(entry.identity(build));
    }

    /** Whether the run of this identity is followed. Reads no file. */
    boolean isFollowed(@NonNull String identity) {
        return followed.containsKey(identity);
    }

    /** Whether a run of another build of the same job goes on. */
    boolean isFollowedBeside(@NonNull Run<?, ?> build) {
        return followed.values().stream()
                .anyMatch(run -> run.build().getParent().equals(build.getParent())
                        && run.build().getNumber() != build.getNumber()
                        && run.record().head().outcome() == null);
    }

    /** The record of a run, for reading, whether it is followed or has ended. */
    @NonNull
    public RunRecord record(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) throws IOException {
        BuildRun run = followed(build, entry);
        return run != null
                ? run.record()
                : records.get(entry.identity(build), StoredRun.directory(build.getRootDir(), entry.getName()));
    }

    /** The entry of a run that has been prepared. */
    @NonNull
    InvocationEntry entry(@NonNull Run<?, ?> build, @NonNull String name) throws IOException {
        return StoredRun.read(build.getRootDir(), name).entry();
    }

    /** What was asked for when a run was made. */
    @NonNull
    public JobDefinition definition(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) throws IOException {
        return StoredRun.read(build.getRootDir(), entry.getName()).definition();
    }

    /** Nobody follows it any more. Where its end could not be recorded, somebody will have to. */
    synchronized void ended(@NonNull BuildRun run) {
        if (run.record().head().outcome() != null) {
            forget(run);
        }
        followed.values().remove(run);
    }

    /** It is not to be followed again either. */
    synchronized void forget(@NonNull BuildRun run) {
        try {
            begun.remove(line(run));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot take a run that has ended from the list: " + line(run));
        }
        followed.values().remove(run);
    }

    /** A job has another place now. */
    void moved(@NonNull Item job) {
        followed.values().stream()
                .filter(run -> run.build().getParent().equals(job))
                .forEach(BuildRun::moved);
    }

    /** Builds are deleted. */
    void deleted(@NonNull Predicate<Run<?, ?>> which) {
        List.copyOf(followed.values()).stream()
                .filter(run -> which.test(run.build()))
                .forEach(BuildRun::deleted);
    }

    private void suspendAll() {
        synchronized (this) {
            suspended = true;
        }
        List.copyOf(followed.values()).forEach(BuildRun::suspend);
        followed.clear();
    }

    /** Stops to follow, so that nothing is written while Jenkins goes down or when another one has started. */
    @Terminator
    public static void suspend() {
        ExtensionList.lookup(BuildRuns.class).forEach(BuildRuns::suspendAll);
    }
}
