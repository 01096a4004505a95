package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocation.InputValue;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes a request that runs a job invocation again on some of its hosts, from nothing but what Foreman tells of it. It is
 * a request for a new invocation: Foreman's own rerun would run on all hosts of a static search, and without passwords.
 *
 * @param request for exactly the hosts
 * @param hosts their names
 */
public record RerunRequest(
        @NonNull JobInvocationRequest request, @NonNull List<String> hosts) {

    private static final String HIDDEN = "*****";

    /** Copies the list, so that the record is immutable. */
    public RerunRequest {
        hosts = List.copyOf(hosts);
    }

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
    }

    /**
     * Asks Foreman and makes the request. Passwords are not in it; Foreman tells nobody.
     *
     * @param names hosts to run on, empty for those that {@code which} says
     * @throws InvalidRequestException when there is no host, or something is missing that cannot be had
     */
    @NonNull
    public static RerunRequest of(@NonNull Foreman foreman, long id, @NonNull Hosts which, @NonNull List<String> names)
            throws ForemanException, InvalidRequestException {
        JobInvocation job = foreman.jobInvocations().show(id);
        JobInvocationRequest request = withoutHosts(job);
        List<String> hosts = names.isEmpty()
                ? JobHosts.of(foreman, id, null, host -> which.include(host.state()), Integer.MAX_VALUE).stream()
                        .map(JobHost::name)
                        .toList()
                : names;
        if (hosts.isEmpty()) {
            throw new InvalidRequestException(Messages.RerunRequest_noHosts(Long.toString(id)));
        }
        return new RerunRequest(request.on(hosts), hosts);
    }

    private static JobInvocationRequest withoutHosts(JobInvocation job) throws InvalidRequestException {
        String id = Long.toString(job.id());
        Long template = job.templateId();
        if (template == null) {
            throw new InvalidRequestException(Messages.RerunRequest_noTemplate(id));
        }
        String hidden = job.inputs().stream()
                .filter(input -> HIDDEN.equals(input.value()))
                .map(input -> '"' + input.name() + '"')
                .collect(Collectors.joining(", "));
        if (!hidden.isEmpty()) {
            throw new InvalidRequestException(Messages.RerunRequest_hiddenInputs(id, hidden));
        }
        Map<String, String> inputs = new LinkedHashMap<>();
        for (InputValue input : job.inputs()) {
            String value = input.value();
            if (value != null) {
                inputs.put(input.name(), value);
            }
        }
        return new JobInvocationRequest(
                template.toString(),
                null,
                List.of(),
                null,
                null,
                false,
                false,
                inputs,
                null,
                JobOptions.of(job),
                JobSecrets.NONE);
    }
}
