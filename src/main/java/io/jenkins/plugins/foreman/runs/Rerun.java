package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The same job on some hosts by name, followed and judged as somebody else says. */
public final class Rerun implements JobDefinition {

    private static final long serialVersionUID = 1L;

    private final JobDefinition job;
    private final JobDefinition how;
    private final ArrayList<String> hosts;

    /** Also where the rerun that this one repeats was given other ones than its job. */
    private final String credentialsId;

    /** Null in builds of earlier versions. */
    private final ServerOrigin origin;

    /** Values that were typed for this rerun or for one that it repeats, sealed; null in builds of earlier versions. */
    private final LinkedHashMap<String, String> sealedInputs;

    /**
     * Runs a job again.
     *
     * @param job what runs
     * @param how settings and console
     * @param hosts names, not empty
     * @param origin the server of the run that is repeated, null where none is
     */
    public Rerun(
            @NonNull JobDefinition job,
            @NonNull JobDefinition how,
            @NonNull List<String> hosts,
            @CheckForNull ServerOrigin origin) {
        this(job, how, hosts, origin, Map.of());
    }

    /**
     * Runs a job again with other values of some inputs.
     *
     * @param job what runs
     * @param how settings and console
     * @param hosts names, not empty
     * @param origin the server of the run that is repeated, null where none is
     * @param inputs values by name, beside those that a rerun which this one repeats was given
     */
    public Rerun(
            @NonNull JobDefinition job,
            @NonNull JobDefinition how,
            @NonNull List<String> hosts,
            @CheckForNull ServerOrigin origin,
            @NonNull Map<String, String> inputs) {
        this.credentialsId = how.getCredentialsId() != null ? how.getCredentialsId() : job.getCredentialsId();
        // one in another would grow with each rerun
        this.job = job instanceof Rerun rerun ? rerun.job : job;
        this.how = how instanceof Rerun rerun ? rerun.how : how;
        this.hosts = new ArrayList<>(hosts);
        this.origin = origin;
        this.sealedInputs = new LinkedHashMap<>();
        if (job instanceof Rerun rerun && rerun.sealedInputs != null) {
            sealedInputs.putAll(rerun.sealedInputs);
        }
        inputs.forEach((name, value) -> sealedInputs.put(name, Sealing.seal(value)));
    }

    @Override
    @CheckForNull
    public ServerOrigin origin() {
        return origin;
    }

    @Override
    public boolean hasSecrets() {
        return job.hasSecrets() || credentialsId != null || sealedInputs != null && !sealedInputs.isEmpty();
    }

    @Override
    @CheckForNull
    public String getServer() {
        return job.getServer();
    }

    @Override
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @Override
    @CheckForNull
    public String getOrganization() {
        return job.getOrganization();
    }

    @Override
    @CheckForNull
    public String getLocation() {
        return job.getLocation();
    }

    @Override
    @CheckForNull
    public String getSshCredentialsId() {
        String other = how.getSshCredentialsId();
        return other != null ? other : job.getSshCredentialsId();
    }

    @Override
    @CheckForNull
    public String getEffectiveUserCredentialsId() {
        String other = how.getEffectiveUserCredentialsId();
        return other != null ? other : job.getEffectiveUserCredentialsId();
    }

    @Override
    @NonNull
    public Set<String> inputCredentials() {
        return job.inputCredentials();
    }

    @Override
    @NonNull
    public List<String> confidential() {
        return Stream.concat(job.confidential().stream(), how.confidential().stream())
                .distinct()
                .toList();
    }

    @Override
    @CheckForNull
    public JobInvocationRequest request(@NonNull HostLogin login) throws InvalidRequestException {
        JobInvocationRequest request = job.request(login);
        return request == null
                ? null
                : request.withInputs(inputs(), confidential()).on(hosts);
    }

    private Map<String, String> inputs() {
        Map<String, String> values = new LinkedHashMap<>();
        if (sealedInputs != null) {
            sealedInputs.forEach((name, value) -> values.put(name, Sealing.unseal(value)));
        }
        return values;
    }

    @Override
    @NonNull
    public RunSettings settings(@NonNull Duration patience) throws InvalidRequestException {
        RunSettings settings = how.settings(patience);
        return RunSettings.builder()
                .retries(settings.retries())
                .retryPause(settings.retryPause())
                .failureThreshold(settings.failureThreshold())
                .unstableThreshold(settings.unstableThreshold())
                .failOnNoHosts(settings.failOnNoHosts())
                .cancelOnAbort(settings.cancelOnAbort())
                .pollInterval(settings.pollInterval())
                .patience(settings.patience())
                .timeout(settings.timeout())
                .readAllLive(settings.readAllLive())
                .build();
    }

    /** Also where the job itself wants it, since what its hosts came to has changed. */
    @Override
    public boolean isJunitReport() {
        return how.isJunitReport() || job.isJunitReport();
    }

    @Override
    @CheckForNull
    public String getResults() {
        return how.getResults();
    }

    @Override
    public boolean isBuildDescription() {
        return how.isBuildDescription();
    }

    @Override
    @NonNull
    public ConsoleOptions console() {
        return how.console();
    }
}
