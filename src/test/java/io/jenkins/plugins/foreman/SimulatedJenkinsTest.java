package io.jenkins.plugins.foreman;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.jvnet.hudson.test.JenkinsRule;

/** A Jenkins that is set up for a simulated Foreman, whose time runs faster than ours. */
public abstract class SimulatedJenkinsTest {

    protected static final String TEMPLATE = "Run Command - Script Default";
    protected static final String USER = "admin";
    protected static final String PASSWORD = "changeme";

    /** How much faster. */
    private static final int SPEED = 20;

    protected ForemanSimulator foreman;

    protected final ForemanSimulator startForeman(UnaryOperator<ForemanSimulator.Builder> options) {
        foreman = options.apply(ForemanSimulator.builder().clock(SimulatorClock.running(SPEED)))
                .start();
        return foreman;
    }

    @AfterEach
    final void stopForeman() {
        if (foreman != null) {
            foreman.close();
        }
    }

    /** Adds the simulated Foreman as the only server. */
    protected final void configure() throws IOException, FormException {
        configure(foreman.uri().toString());
    }

    /** The same where the simulated Foreman is in another process. */
    protected static void configure(String url) throws IOException, FormException {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.SYSTEM, "foreman", null, USER, PASSWORD));
        SystemCredentialsProvider.getInstance().save();
        ForemanServer server = new ForemanServer("sim", url, "foreman");
        server.setRequestsPerMinute(6000);
        ForemanServers.get().setServers(List.of(server));
    }

    protected static WorkflowJob pipeline(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
