package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocation.InputValue;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a request that runs a job invocation again on some of its hosts, from nothing but what Foreman tells of it. It is
 * a request for a new invocation: Foreman's own rerun would run on all hosts of a static search, and without passwords.
 */
public final class RerunRequest {

    private static final String HIDDEN = "*****";

    private RerunRequest() {}

    /** Which hosts of an invocation. */
    public enum Hosts {
        /** All that did not succeed: failed, cancelled, never started. */
        FAILED,
        SUCCEEDED,
        ALL;

        /** Whether a host in this state is one of them. */
        public boolean include(@NonNull HostState state) {
            return this == ALL || (this == SUCCEEDED) == (state == HostState.SUCCESS);
        }

        /** The names of those, in order. */
        @NonNull
        public List<String> of(@NonNull Map<String, HostState> states) {
            return states.entrySet().stream()
                    .filter(host -> include(host.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /**
     * The hosts of a job that has ended, by name, and how it ended there. Asks Foreman.
     *
     * @throws InvalidRequestException when it has not ended: what runs now must not run a second time beside that
     */
    @NonNull
    public static Map<String, HostState> states(@NonNull Foreman foreman, @NonNull JobInvocation job)
            throws ForemanException, InvalidRequestException {
        if (!job.isStopped()) {
            throw new InvalidRequestException(Messages.RerunRequest_running(Long.toString(job.id())));
        }
        Map<String, HostState> states = new LinkedHashMap<>();
        new JobHosts(foreman, job.id()).all().forEach(host -> states.put(host.name(), host.state()));
        return states;
    }

    /**
     * Hosts that somebody names for a rerun, each once.
     *
     * @param ofJob the hosts of the job, which are all that can be named
     * @throws InvalidRequestException for others, and for what is no name of a host
     */
    @NonNull
    public static List<String> named(@NonNull List<String> wanted, @NonNull Collection<String> ofJob)
            throws InvalidRequestException {
        List<String> names = TargetNames.distinct(wanted);
        List<String> others =
                names.stream().filter(name -> !ofJob.contains(name)).limit(10).toList();
        if (!others.isEmpty()) {
            throw new InvalidRequestException(Messages.RerunRequest_otherHosts(String.join(", ", others)));
        }
        return names;
    }

    /**
     * Makes the request.
     *
     * @param hosts names, not empty
     * @param inputs values that take the place of the job's own
     * @param secrets passwords; Foreman tells nobody those of the job
     * @throws InvalidRequestException when something is missing that cannot be had
     */
    @NonNull
    public static JobInvocationRequest of(
            @NonNull JobInvocation job,
            @NonNull List<String> hosts,
            @NonNull Map<String, String> inputs,
            @NonNull JobSecrets secrets)
            throws InvalidRequestException {
        String id = Long.toString(job.id());
        Long template = job.templateId();
        if (template == null) {
            throw new InvalidRequestException(Messages.RerunRequest_noTemplate(id));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (InputValue input : job.inputs()) {
            String value = input.value();
            if (value != null) {
                values.put(input.name(), value);
            }
        }
        values.putAll(inputs);
        List<String> hidden = hiddenInputs(job, inputs);
        if (!hidden.isEmpty()) {
            throw new InvalidRequestException(
                    Messages.RerunRequest_hiddenInputs(id, '"' + String.join("\", \"", hidden) + '"'));
        }
        return new JobInvocationRequest(
                        template.toString(),
                        null,
                        List.of(),
                        null,
                        null,
                        false,
                        false,
                        values,
                        null,
                        JobOptions.of(job),
                        secrets,
                        Set.of())
                .on(hosts);
    }

    /** Names of the inputs whose values Foreman hides and that are not given anew. */
    @NonNull
    public static List<String> hiddenInputs(@NonNull JobInvocation job, @NonNull Map<String, String> given) {
        return job.inputs().stream()
                .filter(input -> HIDDEN.equals(input.value()) && !given.containsKey(input.name()))
                .map(InputValue::name)
                .toList();
    }
}
