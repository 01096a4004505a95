package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that asks Foreman something and gives the answer to the script. */
public abstract class QueryStep extends ForemanStep implements Serializable {

    private static final long serialVersionUID = 1L;

    private String server;
    private String credentialsId;

    /** Name of the server, null for the default one. */
    @CheckForNull
    public final String getServer() {
        return server;
    }

    @DataBoundSetter
    public final void setServer(@CheckForNull String server) {
        this.server = Util.fixEmptyAndTrim(server);
    }

    /** Id of credentials of the user who asks Foreman, null for those of the server. */
    @CheckForNull
    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /**
     * Asks, and makes plain values of the answer: maps, lists, texts, numbers. May be called again after a fault, and after
     * a restart where it is {@linkplain #isRepeatable repeatable}.
     *
     * @param serverUrl for links
     */
    @CheckForNull
    abstract Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException;

    /** Whether asking twice is as good as asking once. */
    boolean isRepeatable() {
        return true;
    }

    @Override
    public final StepExecution start(StepContext context) {
        return new QueryStepExecution(this, context);
    }
}
