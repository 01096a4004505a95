package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.ACL;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.core.Authentication;

@WithJenkins
class ForemanRuntimeJenkinsTest {

    @Test
    void tasksRunAsJenkinsOnADaemonThreadOfTheirOwn(JenkinsRule jenkins) throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<Authentication> authentication = new CompletableFuture<>();
        ForemanRuntime.scheduler().schedule(Duration.ZERO, () -> {
            thread.complete(Thread.currentThread());
            authentication.complete(Jenkins.getAuthentication2());
        });

        assertThat(authentication.get(10, TimeUnit.SECONDS)).isEqualTo(ACL.SYSTEM2);
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(thread.get().getName()).startsWith("Foreman");
    }

    @Test
    void threadsEndAndAreMadeAnew(JenkinsRule jenkins) throws Exception {
        var before = ForemanRuntime.scheduler();
        ForemanRuntime.close();
        var after = ForemanRuntime.scheduler();
        CompletableFuture<Boolean> ran = new CompletableFuture<>();
        after.schedule(Duration.ZERO, () -> ran.complete(true));

        assertThat(after).isNotSameAs(before);
        assertThat(ran.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void serversWithTheSameAddressAndLimitsShareABudget(JenkinsRule jenkins) {
        ForemanServer faster = Samples.small("b");
        faster.setRequestsPerMinute(1000);

        assertThat(ForemanRuntime.budget(Samples.small("a"))).isSameAs(ForemanRuntime.budget(Samples.small("b")));
        assertThat(ForemanRuntime.budget(faster)).isNotSameAs(ForemanRuntime.budget(Samples.small("b")));
    }
}
