package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.job.EarlierNames;
import io.jenkins.plugins.foreman.job.FollowSpec;
import io.jenkins.plugins.foreman.job.JobSpec;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A step that follows a job to its end. Its arguments are those of a {@link FollowSpec}, which says what they mean; they
 * stand here once more, since a script gives them to the step itself.
 *
 * @param <S> what is to be done
 */
public abstract class FollowingStep<S extends FollowSpec> extends ForemanStep implements Serializable {

    private static final long serialVersionUID = 1L;

    private S spec;

    FollowingStep(@NonNull S spec) {
        this.spec = spec;
    }

    /** What is to be done. */
    @NonNull
    final S spec() {
        return spec;
    }

    @CheckForNull
    public final String getServer() {
        return spec().getServer();
    }

    @DataBoundSetter
    public final void setServer(@CheckForNull String server) {
        spec().setServer(server);
    }

    @CheckForNull
    public final String getCredentialsId() {
        return spec().getCredentialsId();
    }

    @DataBoundSetter
    public final void setCredentialsId(@CheckForNull String credentialsId) {
        spec().setCredentialsId(credentialsId);
    }

    @CheckForNull
    public final String getFailureThreshold() {
        return spec().getFailureThreshold();
    }

    @DataBoundSetter
    public final void setFailureThreshold(@CheckForNull String failureThreshold) {
        spec().setFailureThreshold(failureThreshold);
    }

    @CheckForNull
    public final String getUnstableThreshold() {
        return spec().getUnstableThreshold();
    }

    @DataBoundSetter
    public final void setUnstableThreshold(@CheckForNull String unstableThreshold) {
        spec().setUnstableThreshold(unstableThreshold);
    }

    public final boolean isFailOnNoHosts() {
        return spec().isFailOnNoHosts();
    }

    @DataBoundSetter
    public final void setFailOnNoHosts(boolean failOnNoHosts) {
        spec().setFailOnNoHosts(failOnNoHosts);
    }

    public final boolean isPropagate() {
        return spec().isPropagate();
    }

    @DataBoundSetter
    public final void setPropagate(boolean propagate) {
        spec().setPropagate(propagate);
    }

    public final boolean isCancelOnAbort() {
        return spec().isCancelOnAbort();
    }

    @DataBoundSetter
    public final void setCancelOnAbort(boolean cancelOnAbort) {
        spec().setCancelOnAbort(cancelOnAbort);
    }

    @NonNull
    public final Mode getConsoleOutput() {
        return spec().getConsoleOutput();
    }

    @DataBoundSetter
    public final void setConsoleOutput(@CheckForNull Mode consoleOutput) {
        spec().setConsoleOutput(consoleOutput);
    }

    public final boolean isColors() {
        return spec().isColors();
    }

    @DataBoundSetter
    public final void setColors(boolean colors) {
        spec().setColors(colors);
    }

    public final int getLinesPerHost() {
        return spec().getLinesPerHost();
    }

    @DataBoundSetter
    public final void setLinesPerHost(int linesPerHost) {
        spec().setLinesPerHost(linesPerHost);
    }

    public final boolean isReadAllLive() {
        return spec().isReadAllLive();
    }

    @DataBoundSetter
    public final void setReadAllLive(boolean readAllLive) {
        spec().setReadAllLive(readAllLive);
    }

    public final int getPollInterval() {
        return spec().getPollInterval();
    }

    @DataBoundSetter
    public final void setPollInterval(int pollInterval) {
        spec().setPollInterval(pollInterval);
    }

    @CheckForNull
    public final Integer getTimeout() {
        return spec().getTimeout();
    }

    @DataBoundSetter
    public final void setTimeout(@CheckForNull Integer timeout) {
        spec().setTimeout(timeout);
    }

    public final boolean isJunitReport() {
        return spec().isJunitReport();
    }

    @DataBoundSetter
    public final void setJunitReport(boolean junitReport) {
        spec().setJunitReport(junitReport);
    }

    @CheckForNull
    public final String getResults() {
        return spec().getResults();
    }

    @DataBoundSetter
    public final void setResults(@CheckForNull String results) {
        spec().setResults(results);
    }

    public final boolean isHostValues() {
        return spec().isHostValues();
    }

    @DataBoundSetter
    public final void setHostValues(boolean hostValues) {
        spec().setHostValues(hostValues);
    }

    public final boolean isBuildDescription() {
        return spec().isBuildDescription();
    }

    @DataBoundSetter
    public final void setBuildDescription(boolean buildDescription) {
        spec().setBuildDescription(buildDescription);
    }

    /** A Pipeline in progress may have a step of an earlier version, which had its arguments in fields of its own. */
    @SuppressWarnings("unchecked")
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        ObjectInputStream.GetField stored = in.readFields();
        spec = (S) EarlierNames.value(stored, "spec");
        if (spec == null) {
            spec = (S) (this instanceof RunJobInvocationStep ? new JobSpec() : new FollowSpec());
            EarlierNames.copy(stored, spec);
        }
    }
}
