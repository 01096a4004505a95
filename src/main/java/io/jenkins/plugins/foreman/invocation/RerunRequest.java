package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostOutput;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocation.InputValue;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.JobSetting;
import io.jenkins.plugins.foreman.client.JobTemplate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a request that runs a job invocation again on some of its hosts, from nothing but what Foreman tells of it. It is
 * a request for a new invocation: Foreman's own rerun would run on all hosts of a static search, and without passwords.
 */
public final class RerunRequest {

    private static final String ANSIBLE = "Ansible";

    private RerunRequest() {}

    /**
     * What whoever wants the rerun says of it.
     *
     * @param inputs values that take the place of the job's own
     * @param options settings that take the place of the job's own; null leaves it to the job
     * @param without settings that are not taken over from the job, whether Foreman tells of them or not
     */
    public record Given(
            @NonNull Map<String, String> inputs,
            @NonNull JobOptions options,
            @NonNull Set<JobSetting> without) {

        /** The rerun is to be as the job was. */
        public static final Given NOTHING = new Given(Map.of(), JobOptions.DEFAULTS, Set.of());

        /** Copies the collections, so that the record is immutable. */
        public Given {
            inputs = Map.copyOf(inputs);
            without = Set.copyOf(without);
        }

        /** The same without one more setting of the job. */
        @NonNull
        public Given leaving(@NonNull JobSetting setting) {
            Set<JobSetting> all = EnumSet.of(setting);
            all.addAll(without);
            return new Given(inputs, options, all);
        }

        private boolean has(JobSetting setting) {
            return without.contains(setting)
                    || switch (setting) {
                        case EFFECTIVE_USER -> options.effectiveUser() != null;
                        case CONCURRENCY_LEVEL -> options.concurrencyLevel() != null;
                        case EXECUTION_TIMEOUT -> options.executionTimeout() != null;
                        case ANSIBLE -> options.ansible() != null;
                        default -> false;
                    };
        }

        @CheckForNull
        private <T> T or(JobSetting setting, @CheckForNull T given, @CheckForNull T told) {
            return given != null ? given : without.contains(setting) ? null : told;
        }

        private JobOptions options(JobInvocation job) {
            return JobOptions.builder()
                    .sshUser(or(JobSetting.SSH_USER, options.sshUser(), job.sshUser()))
                    .effectiveUser(or(JobSetting.EFFECTIVE_USER, options.effectiveUser(), job.effectiveUser()))
                    .concurrencyLevel(
                            or(JobSetting.CONCURRENCY_LEVEL, options.concurrencyLevel(), job.concurrencyLevel()))
                    .executionTimeout(or(
                            JobSetting.EXECUTION_TIMEOUT, options.executionTimeout(), job.executionTimeoutInterval()))
                    .timeToPickup(or(JobSetting.TIME_TO_PICKUP, options.timeToPickup(), job.timeToPickup()))
                    .ansible(options.ansible())
                    .build();
        }
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
        boolean pending = !Integer.valueOf(0).equals(job.counts().pending());
        List<JobHost> hosts = job.isStopped() || !pending ? new JobHosts(foreman, job.id()).all() : List.of();
        if (!job.isStopped() && !haveAllEnded(foreman, job, hosts)) {
            throw new InvalidRequestException(() -> Messages.RerunRequest_running(Long.toString(job.id())));
        }
        Map<String, HostState> states = new LinkedHashMap<>();
        hosts.forEach(host -> states.put(host.name(), host.state()));
        return states;
    }

    /** Whether only the job's own task goes on, which notices late. A host reads failed also while its task is paused. */
    private static boolean haveAllEnded(Foreman foreman, JobInvocation job, List<JobHost> hosts)
            throws ForemanException {
        if (!HostStates.haveAllEnded(job, hosts.stream().map(JobHost::state).toList())) {
            return false;
        }
        List<Long> failed = hosts.stream()
                .filter(host -> host.state() == HostState.ERROR)
                .map(JobHost::id)
                .toList();
        for (int from = 0; from < failed.size(); from += JobInvocations.BATCH) {
            List<Long> part = failed.subList(from, Math.min(failed.size(), from + JobInvocations.BATCH));
            List<HostOutput> outputs = foreman.jobInvocations().outputs(job.id(), part, null, 0);
            if (outputs.size() < part.size() || !outputs.stream().allMatch(HostOutput::complete)) {
                return false;
            }
        }
        return true;
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
            throw new InvalidRequestException(() -> Messages.RerunRequest_otherHosts(String.join(", ", others)));
        }
        return names;
    }

    /**
     * Makes the request. Asks Foreman.
     *
     * @param hosts names, not empty
     * @param secrets passwords; Foreman tells nobody those of the job
     * @throws InvalidRequestException when something is missing that cannot be had: it might run differently without
     */
    @NonNull
    public static JobInvocationRequest of(
            @NonNull Foreman foreman,
            @NonNull JobInvocation job,
            @NonNull List<String> hosts,
            @NonNull Given given,
            @NonNull JobSecrets secrets)
            throws ForemanException, InvalidRequestException {
        String id = Long.toString(job.id());
        Long template = job.templateId();
        if (template == null) {
            throw new InvalidRequestException(() -> Messages.RerunRequest_noTemplate(id));
        }
        Map<String, String> values = new LinkedHashMap<>();
        if (!given.without().contains(JobSetting.INPUTS)) {
            job.inputs().stream()
                    .filter(input -> input.value() != null)
                    .forEach(input -> values.put(input.name(), input.value()));
        }
        values.putAll(given.inputs());
        List<String> hidden = hiddenInputs(job, given);
        if (!hidden.isEmpty()) {
            throw new InvalidRequestException(
                    () -> Messages.RerunRequest_hiddenInputs(id, '"' + String.join("\", \"", hidden) + '"'));
        }
        List<String> untold =
                untold(foreman, job, given).stream().map(JobSetting::parameter).toList();
        if (!untold.isEmpty()) {
            throw new InvalidRequestException(
                    () -> Messages.RerunRequest_untold(id, String.join(", ", untold), String.join(" ", untold)));
        }
        JobInvocation.TargetingView targeting = job.targeting();
        return JobInvocationRequest.builder()
                .jobTemplate(template.toString())
                .randomized(targeting != null && Boolean.TRUE.equals(targeting.randomizedOrdering()))
                .inputs(values)
                .options(given.options(job))
                .secrets(secrets)
                .build()
                .on(hosts);
    }

    /**
     * The settings that may have been set, of which Foreman does not tell and that are not given either. Asks Foreman for
     * the template, which may take none of them.
     */
    @NonNull
    public static List<JobSetting> untold(@NonNull Foreman foreman, @NonNull JobInvocation job, @NonNull Given given)
            throws ForemanException {
        Set<JobSetting> untold = new TreeSet<>(job.untold());
        untold.removeIf(given::has);
        Long id = job.templateId();
        if (!untold.isEmpty() && id != null) {
            JobTemplate template = foreman.lookups().template(id);
            untold.removeIf(setting -> !takes(template, setting, given));
        }
        return List.copyOf(untold);
    }

    /** Whether a job of the template may have had this setting beside what is given. */
    private static boolean takes(JobTemplate template, JobSetting setting, Given given) {
        return switch (setting) {
            case INPUTS ->
                !template.inputsComplete()
                        || template.inputs().stream()
                                .anyMatch(input ->
                                        input.isUserInput() && !given.inputs().containsKey(input.name()));
            case EFFECTIVE_USER -> template.effectiveUserOverridable();
            case ANSIBLE -> template.providerType() == null || ANSIBLE.equalsIgnoreCase(template.providerType());
            default -> true;
        };
    }

    /**
     * Settings as people name them to run without: {@code executionTimeout} or {@code execution-timeout}.
     *
     * @throws InvalidRequestException for what is none that can be named
     */
    @NonNull
    public static Set<JobSetting> without(@NonNull List<String> names) throws InvalidRequestException {
        Set<JobSetting> settings = EnumSet.noneOf(JobSetting.class);
        for (String name : names) {
            settings.add(JobSetting.perhapsUntold().stream()
                    .filter(setting ->
                            setting.parameter().equals(name) || setting.option().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequestException(() -> Messages.RerunRequest_unknownSetting(
                            name,
                            JobSetting.perhapsUntold().stream()
                                    .map(JobSetting::parameter)
                                    .collect(Collectors.joining(", "))))));
        }
        return settings;
    }

    /** Names of the inputs whose values Foreman hides and that are not given anew. */
    @NonNull
    public static List<String> hiddenInputs(@NonNull JobInvocation job, @NonNull Given given) {
        return given.without().contains(JobSetting.INPUTS)
                ? List.of()
                : job.inputs().stream()
                        .filter(input -> JobInvocation.InputValue.HIDDEN.equals(input.value())
                                && !given.inputs().containsKey(input.name()))
                        .map(InputValue::name)
                        .toList();
    }
}
