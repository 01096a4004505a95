package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A job as Foreman told of it, for running it again: no secrets, unless somebody has given one as a readable input. */
public final class ForeignJob implements JobDefinition {

    private static final long serialVersionUID = 1L;

    private final String server;
    private final String jobTemplate;
    private final LinkedHashMap<String, String> sealedInputs;

    /** As builds of earlier versions have them, readable; null in others. */
    private final LinkedHashMap<String, String> inputs;

    private final String sshUser;
    private final String effectiveUser;
    private final Integer concurrencyLevel;
    private final Integer executionTimeout;
    private final Integer timeToPickup;
    private final boolean randomized;
    private final String sealedTags;
    private final boolean skipTags;

    private final String credentialsId;

    /** Whether it comes before the one of credentials. */
    private final boolean effectiveUserGiven;

    /**
     * @param credentialsId whose user it was followed as, null for that of the server
     * @param request without secrets; its hosts are left to the {@link Rerun} that this is the job of
     * @param effectiveUserGiven whether its effective user comes from who wants the rerun, not from the job
     */
    public ForeignJob(
            @CheckForNull String server,
            @CheckForNull String credentialsId,
            @NonNull JobInvocationRequest request,
            boolean effectiveUserGiven) {
        this.server = server;
        this.credentialsId = credentialsId;
        this.jobTemplate = request.jobTemplate();
        this.sealedInputs = new LinkedHashMap<>(request.inputs());
        sealedInputs.replaceAll((name, value) -> Sealing.seal(value));
        this.inputs = null;
        JobOptions options = request.options();
        this.sshUser = options.sshUser();
        this.effectiveUser = options.effectiveUser();
        this.concurrencyLevel = options.concurrencyLevel();
        this.executionTimeout = options.executionTimeout();
        this.timeToPickup = options.timeToPickup();
        this.randomized = request.randomized();
        JobOptions.Ansible ansible = options.ansible();
        this.sealedTags = ansible == null ? null : Sealing.seal(ansible.tags());
        this.skipTags = ansible != null && ansible.skipTags();
        this.effectiveUserGiven = effectiveUserGiven;
    }

    @Override
    @CheckForNull
    public String getServer() {
        return server;
    }

    @Override
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @Override
    @NonNull
    public JobInvocationRequest request(@NonNull HostLogin login) {
        Map<String, String> values = new LinkedHashMap<>(inputs == null ? sealedInputs : inputs);
        if (inputs == null) {
            values.replaceAll((name, value) -> Sealing.unseal(value));
        }
        return JobInvocationRequest.builder()
                .jobTemplate(jobTemplate)
                .randomized(randomized)
                .inputs(values)
                .options(JobOptions.builder()
                        .sshUser(login.sshUser() != null ? login.sshUser() : sshUser)
                        .effectiveUser(
                                login.effectiveUser() != null && !effectiveUserGiven
                                        ? login.effectiveUser()
                                        : effectiveUser)
                        .concurrencyLevel(concurrencyLevel)
                        .executionTimeout(executionTimeout)
                        .timeToPickup(timeToPickup)
                        .ansible(
                                sealedTags == null
                                        ? null
                                        : new JobOptions.Ansible(Sealing.unseal(sealedTags), skipTags))
                        .build())
                .secrets(login.secrets())
                .build();
    }

    @Override
    @NonNull
    public RunSettings settings(@NonNull Duration patience) {
        return RunSettings.DEFAULTS;
    }

    @Override
    @NonNull
    public ConsoleOptions console() {
        return ConsoleOptions.DEFAULT;
    }
}
