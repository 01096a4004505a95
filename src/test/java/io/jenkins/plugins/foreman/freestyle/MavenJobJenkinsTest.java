package io.jenkins.plugins.foreman.freestyle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.maven.MavenModuleSet;
import hudson.maven.MavenModuleSetBuild;
import hudson.model.Result;
import hudson.tasks.Builder;
import hudson.tasks.Maven;
import hudson.tasks.Maven.MavenInstallation;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.simulator.HostScript;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jobs before and after the Maven of a Maven job. Where the path has no Maven, what needs its run is skipped. */
@WithJenkins
class MavenJobJenkinsTest extends SimulatedJenkinsTest {

    /** Needs no plugin to be built, so that Maven asks nobody for anything. */
    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>example</groupId>
              <artifactId>example</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <name>after Foreman job ${env.FOREMAN_JOB_ID}</name>
            </project>
            """;

    private JenkinsRule jenkins;
    private MavenModuleSet project;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(3));
        configure();
        project = jenkins.createProject(MavenModuleSet.class, "maven");
        project.setScm(new SingleFileSCM("pom.xml", POM));
        project.setGoals("-o validate");
    }

    private void needsMaven() throws IOException {
        Optional<Path> home = mavenOfThePath();
        assumeTrue(home.isPresent(), "There is no Maven in the path");
        jenkins.jenkins
                .getDescriptorByType(Maven.DescriptorImpl.class)
                .setInstallations(new MavenInstallation("maven", home.get().toString(), List.of()));
        project.setMaven("maven");
    }

    private static Optional<Path> mavenOfThePath() throws IOException {
        for (String folder :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
            Path program = Path.of(folder, "mvn");
            if (Files.isExecutable(program)) {
                Path home = program.toRealPath().getParent().getParent();
                if (Stream.of("lib", "boot").allMatch(part -> Files.isDirectory(home.resolve(part)))) {
                    return Optional.of(home);
                }
            }
        }
        return Optional.empty();
    }

    private static JobInvocationBuilder step(String command) {
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        step.setSearchQuery("name ~ host");
        InputValue input = new InputValue("command");
        input.setValue(command);
        step.setInputs(List.of(input));
        return new JobInvocationBuilder(step);
    }

    @Test
    void mavenAndTheStepsAfterItKnowWhatBecameOfTheJob() throws Exception {
        needsMaven();
        project.getPrebuilders().add(step("uptime"));
        JobInvocationBuilder after = step("#sim lines=1 delay=0.1 fail=host0002.example.com");
        after.getJob().setPropagate(false);
        after.getJob().setResults("foreman");
        CaptureEnvironmentBuilder last = new CaptureEnvironmentBuilder();
        project.getPostbuilders().addAll(List.<Builder>of(after, last));
        MavenModuleSetBuild build = jenkins.buildAndAssertSuccess(project);

        jenkins.assertLogContains("Building after Foreman job 1 1", build);
        assertThat(last.getEnvVars())
                .containsEntry("FOREMAN_JOB_ID", "2")
                .containsEntry("FOREMAN_JOB_RESULT", "FAILURE")
                .containsEntry("FOREMAN_JOB_TOTAL", "3")
                .containsEntry("FOREMAN_JOB_FAILED_HOSTS", "host0002.example.com");
        assertThat(build.getWorkspace().child("foreman/hosts.csv").readToString())
                .contains("host0002.example.com");
        assertThat(JobInvocationsAction.entries(build)).hasSize(2);
    }

    @Test
    void aJobThatFailsBeforeMavenKeepsItFromRunning() throws Exception {
        needsMaven();
        project.getPrebuilders().add(step("#sim lines=1 delay=0.1 fail=host0002.example.com"));
        MavenModuleSetBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        jenkins.assertLogContains("1 of 3 hosts failed", build);
        jenkins.assertLogNotContains("Building after Foreman job", build);
    }

    @Test
    void aJobAfterMavenMakesTheBuildUnstable() throws Exception {
        needsMaven();
        JobInvocationBuilder after = step("#sim lines=1 delay=0.1 fail=host0002.example.com");
        after.getJob().setFailureThreshold("50%");
        project.getPostbuilders().add(after);

        jenkins.buildAndAssertStatus(Result.UNSTABLE, project);
    }

    @Test
    void theRerunsDecideHereToo() throws Exception {
        needsMaven();
        FreestyleJenkinsTest.Mending.mend = () -> foreman.fleet()
                .host("host0002.example.com")
                .script(HostScript.lines(Duration.ofMillis(100), 0, "mended\n"));
        project.getPostbuilders()
                .addAll(List.<Builder>of(
                        step("#sim lines=1 delay=0.1 fail=host0002.example.com"), new FreestyleJenkinsTest.Mending()));
        project.getPublishersList().add(FreestyleJenkinsTest.deciding(1));
        MavenModuleSetBuild build = jenkins.buildAndAssertSuccess(project);

        assertThat(foreman.jobInvocations()).hasSize(2);
        assertThat(foreman.jobInvocations().get(1).hosts()).containsExactly("host0002.example.com");
        assertThat(JobInvocationsAction.entries(build)).hasSize(2);
    }

    @Test
    void theFormOfTheJobKeepsThem() throws Exception {
        project.getPrebuilders().add(step("uptime"));
        project.getPostbuilders().add(step("id"));
        project.getPublishersList().add(FreestyleJenkinsTest.deciding(3));

        jenkins.configRoundtrip(project);

        jenkins.assertEqualDataBoundBeans(
                step("uptime").getJob(),
                project.getPrebuilders().get(JobInvocationBuilder.class).getJob());
        jenkins.assertEqualDataBoundBeans(
                step("id").getJob(),
                project.getPostbuilders().get(JobInvocationBuilder.class).getJob());
        jenkins.assertEqualDataBoundBeans(
                FreestyleJenkinsTest.deciding(3), project.getPublishersList().get(RerunPublisher.class));
    }
}
