package io.jenkins.plugins.foreman.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.model.StringParameterValue;
import hudson.model.User;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs that the Job DSL plugin makes, of scripts that run in its sandbox as somebody who may only make jobs. */
@WithJenkins
class JobDslJenkinsTest extends SimulatedJenkinsTest {

    private static final String USER_OF_THE_SEED = "seed";

    private static final Set<String> NOT_CHOSEN = Set.of("feature", "searchQuery", "bookmark");

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(4, "web%02d.example.com"));
        configure();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Computer.BUILD, Item.READ, Item.EXTENDED_READ, Item.CREATE, Item.CONFIGURE)
                .everywhere()
                .to(USER_OF_THE_SEED));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                USER_OF_THE_SEED,
                                User.getById(USER_OF_THE_SEED, true).impersonate2()));
        Saves.of.clear();
    }

    private FreeStyleProject seed(String script) throws Exception {
        ExecuteDslScripts step = new ExecuteDslScripts();
        step.setScriptText(script);
        step.setSandbox(true);
        FreeStyleProject seed = jenkins.createFreeStyleProject(USER_OF_THE_SEED);
        seed.getBuildersList().add(step);
        return seed;
    }

    private FreeStyleProject made(String name) {
        return jenkins.jenkins.getItemByFullName(name, FreeStyleProject.class);
    }

    /** The names of jobs in the order in which they were written. */
    @TestExtension
    public static final class Saves extends SaveableListener {

        private static final List<String> of = new ArrayList<>();

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof FreeStyleProject job) {
                of.add(job.getName());
            }
        }
    }

    @Test
    void theExampleMakesAJobThatRuns() throws Exception {
        jenkins.buildAndAssertSuccess(seed(Files.readString(Path.of("docs/examples/run-on-hosts.jobdsl"))));
        FreeStyleProject job = made("run-on-hosts");

        jenkins.assertLogContains("one host: 1 succeeded", jenkins.buildAndAssertSuccess(job));
        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(
                0,
                new ParametersAction(
                        new StringParameterValue("TEMPLATE", TEMPLATE),
                        new StringParameterValue("HOSTS", "web02.example.com web03.example.com"))));

        assertThat(foreman.jobInvocations())
                .extracting(SimJobInvocation::hosts)
                .containsExactly(List.of("web01.example.com"), List.of("web02.example.com", "web03.example.com"));
        assertThat(foreman.jobInvocations().get(0).inputs()).containsEntry("command", "uptime");
        RerunPublisher rerun = job.getPublishersList().get(RerunPublisher.class);
        assertThat(rerun.getAttempts()).isEqualTo(2);
        assertThat(rerun.getPause()).isEqualTo(30);
        assertThat(rerun.getCounting()).isEqualTo(RerunPublisher.Counting.DECIDE);
    }

    @Test
    void theSameScriptAgainChangesNothing() throws Exception {
        FreeStyleProject seed = seed(Files.readString(Path.of("docs/examples/run-on-hosts.jobdsl")));
        jenkins.buildAndAssertSuccess(seed);
        String before = made("run-on-hosts").getConfigFile().asString();
        Saves.of.clear();
        jenkins.buildAndAssertSuccess(seed);

        assertThat(Saves.of).doesNotContain("run-on-hosts");
        assertThat(made("run-on-hosts").getConfigFile().asString()).isEqualTo(before);
    }

    @Test
    void aMistakeIsToldWithoutAJob() throws Exception {
        FreeStyleProject seed = seed("freeStyleJob('wrong') { steps { runForemanJob { job { jobTemplat('x') } } } }");

        jenkins.assertLogContains("jobTemplat", jenkins.buildAndAssertStatus(Result.FAILURE, seed));
        assertThat(made("wrong")).isNull();
    }

    @Test
    void eachParameterOfTheStepCanBeSet() throws Exception {
        jenkins.buildAndAssertSuccess(seed("""
                freeStyleJob('full') {
                    steps {
                        runForemanJob {
                            job {
                                server('sim')
                                credentialsId('login')
                                jobTemplate('Run Command - Script Default')
                                hosts('web01.example.com web02.example.com')
                                dynamic(true)
                                randomized(true)
                                inputs {
                                    inputValue {
                                        name('command')
                                        value('uptime')
                                    }
                                    inputValue {
                                        name('token')
                                        credentialsId('login')
                                    }
                                    inputValue {
                                        name('pin')
                                        secretValue('hush')
                                    }
                                }
                                concurrencyLevel(10)
                                executionTimeout(600)
                                timeToPickup(60)
                                descriptionFormat('%{template_name} of Jenkins')
                                organization('ACME')
                                location('Brno')
                                sshCredentialsId('login')
                                effectiveUser('oracle')
                                effectiveUserCredentialsId('sudo')
                                scheduling {
                                    startAt('2030-01-01 10:00')
                                    startBefore('2030-01-01 11:00')
                                }
                                recurrence {
                                    cronLine('0 3 * * *')
                                    maxIteration(4)
                                    endTime('2031-01-01 10:00')
                                    purpose('patching')
                                }
                                ansible {
                                    tags('a,b')
                                    skipTags(true)
                                }
                                wait(false)
                                dryRun(true)
                                retries(2)
                                retryPause(33)
                                failureThreshold('5%')
                                unstableThreshold('2')
                                failOnNoHosts(false)
                                propagate(false)
                                readAllLive(true)
                                cancelOnAbort(false)
                                consoleOutput('GROUPED')
                                colors(true)
                                linesPerHost(77)
                                pollInterval(9)
                                timeout(3600)
                                junitReport(true)
                                results('foreman/')
                                hostValues(true)
                            }
                        }
                    }
                }
                """));
        JobSpec step =
                made("full").getBuildersList().get(JobInvocationBuilder.class).getJob();

        List<String> all = DescribableModel.of(JobSpec.class).getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        assertThat(DescribableModel.uninstantiate2_(step).getArguments().keySet())
                .as("all that differ from their defaults, and of those that exclude each other one")
                .containsAll(
                        all.stream().filter(name -> !NOT_CHOSEN.contains(name)).toList());
        assertThat(step.getInputs()).extracting(InputValue::getName).containsExactly("command", "token", "pin");
        assertThat(step.getInputs().get(2).getSecretValue().getPlainText()).isEqualTo("hush");
        assertThat(made("full").getConfigFile().asString()).doesNotContain("hush");
        assertThat(step.getScheduling().getStartAt()).isEqualTo("2030-01-01 10:00");
        assertThat(step.getRecurrence().getMaxIteration()).isEqualTo(4);
        assertThat(step.getAnsible().isSkipTags()).isTrue();
    }
}
