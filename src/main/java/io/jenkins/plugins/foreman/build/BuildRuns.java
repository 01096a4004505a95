package io.jenkins.plugins.foreman.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.config.ServerIdentity;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Makes runs for builds, and knows those that are followed at the moment: a record never has two followers. */
@Extension
public final class BuildRuns {

    /** By the identity of the run, since a job can take the name of another. */
    private final Map<String, BuildRun> followed = new ConcurrentHashMap<>();

    /** Guarded by this. */
    private boolean suspended;

    private final RecordCache records = new RecordCache();

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
        StoredRun stored = StoredRun.read(build.getRootDir(), name);
        String identity = stored.entry().identity(build);
        BuildRun run;
        synchronized (this) {
            BuildRun known = followed.get(identity);
            if (known != null) {
                return known;
            }
            run = new BuildRun(build, stored);
            if (suspended) {
                // Jenkins goes down: the next one goes on from the record
                run.suspend();
                return run;
            }
            JobInvocationsAction.add(build, run.entry());
            followed.put(identity, run);
        }
        try {
            run.start(log);
        } catch (IOException | RuntimeException | Error e) {
            // else nobody could follow it until the next restart
            run.suspend();
            ended(run);
            throw e;
        }
        return run;
    }

    /** The run while it is followed, null when it is not. */
    @CheckForNull
    public BuildRun followed(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) {
        return followed.get(entry.identity(build));
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

    /** Identity of a run that has been prepared. */
    @NonNull
    String identity(@NonNull Run<?, ?> build, @NonNull String name) throws IOException {
        return StoredRun.read(build.getRootDir(), name).entry().identity(build);
    }

    /** What was asked for when a run was made. */
    @NonNull
    public JobDefinition definition(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) throws IOException {
        return StoredRun.read(build.getRootDir(), entry.getName()).definition();
    }

    void ended(@NonNull BuildRun run) {
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
