package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.JobSetting;
import io.jenkins.plugins.foreman.config.ForemanRuntime;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.PresentState;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Given;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes definitions that run a job again on some of its hosts: of a build's own run, or of any job in Foreman. */
public final class Reruns {

    private Reruns() {}

    /**
     * The hosts of a run that are to run again: the one way for the page, the post-build action and the step. What the
     * record does not have to its end, since contact was lost or nobody waited for it, Foreman is asked for.
     *
     * @throws IOException also when a job of the run still runs, may run, or cannot be asked for
     */
    @NonNull
    public static List<String> hosts(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry, @NonNull Hosts which)
            throws IOException {
        return which.of(states(build, entry, Asker.itself(build)));
    }

    /** Whether Foreman has to be asked before the run can run again. */
    public static boolean asksForeman(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) throws IOException {
        BuildRuns runs = BuildRuns.get();
        return PresentState.isAsked(runs.record(build, entry).head().current())
                || runs.definition(build, entry).existingInvocation() != null;
    }

    /** Whether the run ended as it should without waiting for the end of its job. */
    public static boolean isNotWaitedFor(@NonNull Run<?, ?> build, @NonNull InvocationEntry entry) throws IOException {
        RunHead head = BuildRuns.get().record(build, entry).head();
        RunHead.Outcome outcome = head.outcome();
        return outcome != null && outcome.verdict() == RunHead.Verdict.SUCCESS && PresentState.isAsked(head.current());
    }

    /** The same with the state that each host has come to, by name. */
    @NonNull
    public static Map<String, HostState> states(
            @NonNull Run<?, ?> build, @NonNull InvocationEntry entry, @NonNull Asker asker) throws IOException {
        if (BuildRuns.get().followed(build, entry) != null) {
            throw new AbortException(Messages.Reruns_running(entry.getName()));
        }
        RunRecord record = BuildRuns.get().record(build, entry);
        Attempt last = record.head().current();
        if (!PresentState.isAsked(last)) {
            return recorded(record);
        }
        return states(
                record,
                Servers.connect(build, entry, asker),
                ForemanRuntime.scheduler().now());
    }

    @NonNull
    static Map<String, HostState> states(@NonNull RunRecord record, @NonNull Foreman foreman, @NonNull Instant now)
            throws IOException {
        Map<String, HostState> states = recorded(record);
        Attempt last = record.head().current();
        if (PresentState.isAsked(last)) {
            states.putAll(PresentState.of(foreman, last, now));
        }
        return states;
    }

    /** The hosts of a run by the state that they came to as far as it is recorded, retries included. */
    @NonNull
    static Map<String, HostState> recorded(@NonNull RunRecord record) throws IOException {
        Map<String, HostState> states = new LinkedHashMap<>();
        record.lastRows().forEach(row -> states.put(row.name(), row.state()));
        return states;
    }

    /**
     * Of a run that a build has a record of. Asks Foreman only where the run followed a job that was made elsewhere.
     *
     * @param build that has it
     * @param how settings and console, null for those of the run itself
     * @param hosts names, not empty
     * @throws InvalidRequestException also where Foreman does not tell all of a job that was made elsewhere
     */
    @NonNull
    public static JobDefinition ofRun(
            @NonNull Run<?, ?> build,
            @NonNull InvocationEntry entry,
            @CheckForNull JobDefinition how,
            @NonNull List<String> hosts)
            throws IOException {
        return ofRun(build, entry, Asker.itself(build), how, Given.NOTHING, hosts);
    }

    /**
     * The same for a build that may be one of another job; {@link RerunRules} says whether it may.
     *
     * @param asker the build that is to have the new run, and who wants it
     * @param given only for a job that was made elsewhere; of others everything is known
     */
    @NonNull
    public static JobDefinition ofRun(
            @NonNull Run<?, ?> build,
            @NonNull InvocationEntry entry,
            @NonNull Asker asker,
            @CheckForNull JobDefinition how,
            @NonNull Given given,
            @NonNull List<String> hosts)
            throws IOException {
        JobDefinition job = BuildRuns.get().definition(build, entry);
        JobDefinition like = how != null ? how : job;
        ServerOrigin origin = Servers.origin(build, entry, asker.build());
        Long existing = job.existingInvocation();
        if (existing == null) {
            if (!given.equals(Given.NOTHING)) {
                throw new AbortException(Messages.Reruns_known(entry.getName()));
            }
            return new Rerun(job, like, hosts, origin);
        }
        Foreman foreman = Servers.connect(build, entry, asker);
        JobInvocation told = foreman.jobInvocations().show(existing);
        return new Rerun(foreign(entry, job, foreman, told, like, given, hosts), like, hosts, origin);
    }

    private static ForeignJob foreign(
            InvocationEntry entry,
            JobDefinition job,
            Foreman foreman,
            JobInvocation told,
            JobDefinition like,
            Given given,
            List<String> hosts)
            throws IOException {
        JobInvocationRequest request = request(foreman, told, like, given, hosts);
        boolean userGiven = given.options().effectiveUser() != null;
        return new ForeignJob(entry.getServer(), job.getCredentialsId(), request, userGiven);
    }

    /**
     * The same as the run was, but for values of inputs that a person has typed.
     *
     * @param inputs by name
     */
    @NonNull
    public static JobDefinition ofRun(
            @NonNull Run<?, ?> build,
            @NonNull InvocationEntry entry,
            @NonNull Asker asker,
            @NonNull Map<String, String> inputs,
            @NonNull List<String> hosts)
            throws IOException {
        JobDefinition job = BuildRuns.get().definition(build, entry);
        ServerOrigin origin = Servers.origin(build, entry, asker.build());
        Long existing = job.existingInvocation();
        if (existing == null) {
            return new Rerun(job, job, hosts, origin, inputs);
        }
        Foreman foreman = Servers.connect(build, entry, asker);
        JobInvocation told = foreman.jobInvocations().show(existing);
        // the others stay what they were: by that the rerun knows which of the typed ones are secret
        Map<String, String> notTold = new HashMap<>(inputs);
        notTold.keySet().retainAll(RerunRequest.hiddenInputs(told, Given.NOTHING));
        Given given = new Given(notTold, JobOptions.DEFAULTS, Set.of());
        return new Rerun(foreign(entry, job, foreman, told, job, given, hosts), job, hosts, origin, inputs);
    }

    /**
     * Of a job in Foreman. Asks Foreman.
     *
     * @param given what is to be different, or what Foreman does not tell
     * @param hosts names, not empty
     */
    @NonNull
    public static JobDefinition ofJob(
            @CheckForNull String server,
            @NonNull Foreman foreman,
            @NonNull JobInvocation job,
            @NonNull JobDefinition how,
            @NonNull Given given,
            @NonNull List<String> hosts)
            throws IOException {
        JobInvocationRequest request = request(foreman, job, how, given, hosts);
        ForeignJob foreign =
                new ForeignJob(server, null, request, given.options().effectiveUser() != null);
        return new Rerun(foreign, how, hosts, null);
    }

    private static JobInvocationRequest request(
            Foreman foreman, JobInvocation job, JobDefinition how, Given given, List<String> hosts) throws IOException {
        // credentials say who, too
        Given all = how.getEffectiveUserCredentialsId() == null ? given : given.leaving(JobSetting.EFFECTIVE_USER);
        return RerunRequest.of(foreman, job, hosts, all, JobSecrets.NONE);
    }
}
