package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.Threshold;
import io.jenkins.plugins.foreman.runs.HostLogin;
import io.jenkins.plugins.foreman.runs.JobDefinition;
import io.jenkins.plugins.foreman.runs.Sealing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * How a job is followed to its end: how it is judged, and what the build log gets of it. By itself it says nothing of what
 * runs, as for a job that exists already or one that is repeated. Fields have the names that files of builds have them by.
 */
public class FollowSpec implements JobDefinition {

    private static final long serialVersionUID = 1L;

    /** The job invocation to follow, null where one is created. */
    private Long id;

    private String server;
    private String credentialsId;
    private String failureThreshold;
    private String unstableThreshold;
    private boolean failOnNoHosts = true;

    /** Not the other way round: what an earlier version has stored says nothing of it. */
    private boolean resultKept;

    private boolean cancelOnAbort = true;
    private Mode consoleOutput = Mode.AUTO;
    private boolean colors;
    private int linesPerHost = ConsoleOptions.DEFAULT.maxLinesPerHost();
    private boolean readAllLive;
    private int pollInterval = (int) RunSettings.DEFAULTS.pollInterval().toSeconds();
    private Integer timeout;
    private boolean junitReport;
    private String results;
    private boolean hostValues;
    private boolean buildDescription;
    private ArrayList<String> secrets;
    private String sshCredentialsId;
    private String effectiveUserCredentialsId;

    /** Of the job invocation with this id. */
    @NonNull
    public FollowSpec following(long existing) {
        FollowSpec copy = new FollowSpec();
        copy.copyCommon(this, Expansion.NONE);
        copy.id = existing;
        return copy;
    }

    @Override
    @CheckForNull
    public final Long existingInvocation() {
        return id;
    }

    /** It says how, not what. */
    @Override
    @CheckForNull
    public JobInvocationRequest request(@NonNull HostLogin login) throws InvalidRequestException {
        return null;
    }

    @Override
    @CheckForNull
    public final String getServer() {
        return server;
    }

    @DataBoundSetter
    public final void setServer(@CheckForNull String server) {
        this.server = Util.fixEmptyAndTrim(server);
    }

    @Override
    @CheckForNull
    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    @CheckForNull
    public final String getSshCredentialsId() {
        return sshCredentialsId;
    }

    @DataBoundSetter
    public final void setSshCredentialsId(@CheckForNull String sshCredentialsId) {
        this.sshCredentialsId = Util.fixEmptyAndTrim(sshCredentialsId);
    }

    @Override
    @CheckForNull
    public final String getEffectiveUserCredentialsId() {
        return effectiveUserCredentialsId;
    }

    @DataBoundSetter
    public final void setEffectiveUserCredentialsId(@CheckForNull String effectiveUserCredentialsId) {
        this.effectiveUserCredentialsId = Util.fixEmptyAndTrim(effectiveUserCredentialsId);
    }

    /** How many hosts may fail, as a number or a percentage, before the build does; null for none. */
    @CheckForNull
    public final String getFailureThreshold() {
        return failureThreshold;
    }

    @DataBoundSetter
    public final void setFailureThreshold(@CheckForNull String failureThreshold) {
        this.failureThreshold = Util.fixEmptyAndTrim(failureThreshold);
    }

    /** How many hosts may fail before the build is unstable; null for none. */
    @CheckForNull
    public final String getUnstableThreshold() {
        return unstableThreshold;
    }

    @DataBoundSetter
    public final void setUnstableThreshold(@CheckForNull String unstableThreshold) {
        this.unstableThreshold = Util.fixEmptyAndTrim(unstableThreshold);
    }

    /** Whether a job without hosts is a failure. */
    public final boolean isFailOnNoHosts() {
        return failOnNoHosts;
    }

    @DataBoundSetter
    public final void setFailOnNoHosts(boolean failOnNoHosts) {
        this.failOnNoHosts = failOnNoHosts;
    }

    /** Whether what became of the job makes the step, and the build, fail or be unstable. */
    public final boolean isPropagate() {
        return !resultKept;
    }

    @DataBoundSetter
    public final void setPropagate(boolean propagate) {
        this.resultKept = !propagate;
    }

    /** Whether the job is cancelled in Foreman when the build is aborted. */
    public final boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    @DataBoundSetter
    public final void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    /** How the hosts' output is printed to the build log. */
    @NonNull
    public final Mode getConsoleOutput() {
        return consoleOutput == null ? Mode.AUTO : consoleOutput;
    }

    @DataBoundSetter
    public final void setConsoleOutput(@CheckForNull Mode consoleOutput) {
        this.consoleOutput = consoleOutput;
    }

    /** Whether colours of the output are kept in the build log. */
    public final boolean isColors() {
        return colors;
    }

    @DataBoundSetter
    public final void setColors(boolean colors) {
        this.colors = colors;
    }

    /** How many lines of one host the build log gets, 0 for no limit. */
    public final int getLinesPerHost() {
        return Math.max(0, linesPerHost);
    }

    @DataBoundSetter
    public final void setLinesPerHost(int linesPerHost) {
        this.linesPerHost = linesPerHost;
    }

    /** Whether the output of all hosts is read while they run, although nobody sees it yet. */
    public final boolean isReadAllLive() {
        return readAllLive;
    }

    @DataBoundSetter
    public final void setReadAllLive(boolean readAllLive) {
        this.readAllLive = readAllLive;
    }

    /** Shortest time between two looks at the job, in seconds. */
    public final int getPollInterval() {
        return Math.max(0, pollInterval);
    }

    @DataBoundSetter
    public final void setPollInterval(int pollInterval) {
        this.pollInterval = pollInterval;
    }

    /** Seconds after which the job is cancelled and the build fails, null for none. */
    @CheckForNull
    public final Integer getTimeout() {
        return positive(timeout);
    }

    @DataBoundSetter
    public final void setTimeout(@CheckForNull Integer timeout) {
        this.timeout = timeout;
    }

    @Override
    public final boolean isJunitReport() {
        return junitReport;
    }

    @DataBoundSetter
    public final void setJunitReport(boolean junitReport) {
        this.junitReport = junitReport;
    }

    @Override
    @CheckForNull
    public final String getResults() {
        return results;
    }

    @DataBoundSetter
    public final void setResults(@CheckForNull String results) {
        this.results = Util.fixEmptyAndTrim(results);
    }

    /** Whether a script gets what hosts say on purpose. */
    public final boolean isHostValues() {
        return hostValues;
    }

    @DataBoundSetter
    public final void setHostValues(boolean hostValues) {
        this.hostValues = hostValues;
    }

    @Override
    public final boolean isBuildDescription() {
        return buildDescription;
    }

    @DataBoundSetter
    public final void setBuildDescription(boolean buildDescription) {
        this.buildDescription = buildDescription;
    }

    /** Remembers secrets of the build, encrypted, that are not to be shown wherever they come up. */
    public final void keepSecrets(@NonNull Collection<String> values) {
        secrets = new ArrayList<>(values.stream().map(Sealing::seal).toList());
    }

    @Override
    @NonNull
    public final List<String> confidential() {
        return secrets == null
                ? List.of()
                : secrets.stream().map(Sealing::unseal).toList();
    }

    /** Whether the job is followed to its end. */
    boolean followed() {
        return true;
    }

    /** How often the hosts that failed are tried again. */
    int attemptsMore() {
        return 0;
    }

    /** Time before they are. */
    @NonNull
    Duration pauseBetween() {
        return RunSettings.DEFAULTS.retryPause();
    }

    @Override
    @NonNull
    public final RunSettings settings(@NonNull Duration patience) throws InvalidRequestException {
        if (results != null && !followed()) {
            throw new InvalidRequestException(Messages::FollowSpec_resultsOfNothing);
        }
        Threshold failure = threshold(failureThreshold);
        Threshold unstable = threshold(unstableThreshold);
        Integer most = getTimeout();
        return RunSettings.builder()
                .waitForEnd(followed())
                .retries(attemptsMore())
                .retryPause(pauseBetween())
                .failureThreshold(Threshold.ofFailure(failure, unstable))
                .unstableThreshold(unstable == null ? Threshold.NONE : unstable)
                .failOnNoHosts(failOnNoHosts)
                .cancelOnAbort(cancelOnAbort)
                .pollInterval(Duration.ofSeconds(getPollInterval()))
                .patience(patience)
                .timeout(most == null ? null : Duration.ofSeconds(most))
                .readAllLive(readAllLive)
                .build();
    }

    @CheckForNull
    private static Threshold threshold(@CheckForNull String text) throws InvalidRequestException {
        try {
            return Threshold.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(e::getMessage);
        }
    }

    @Override
    @NonNull
    public final ConsoleOptions console() {
        return new ConsoleOptions(getConsoleOutput(), colors, getLinesPerHost());
    }

    /** Takes the values of another one, with variables filled in. */
    final void copyCommon(@NonNull FollowSpec other, @NonNull Expansion expansion) {
        server = expansion.of(other.server);
        credentialsId = expansion.of(other.credentialsId);
        failureThreshold = expansion.of(other.failureThreshold);
        unstableThreshold = expansion.of(other.unstableThreshold);
        failOnNoHosts = other.failOnNoHosts;
        resultKept = other.resultKept;
        cancelOnAbort = other.cancelOnAbort;
        consoleOutput = other.consoleOutput;
        colors = other.colors;
        linesPerHost = other.linesPerHost;
        readAllLive = other.readAllLive;
        pollInterval = other.pollInterval;
        timeout = other.timeout;
        junitReport = other.junitReport;
        results = expansion.of(other.results);
        hostValues = other.hostValues;
        buildDescription = other.buildDescription;
        secrets = other.secrets;
        sshCredentialsId = expansion.of(other.sshCredentialsId);
        effectiveUserCredentialsId = expansion.of(other.effectiveUserCredentialsId);
    }

    /** An empty field of a form comes as 0. */
    @CheckForNull
    public static Integer positive(@CheckForNull Integer number) {
        return number == null || number > 0 ? number : null;
    }
}
