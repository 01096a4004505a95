package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import hudson.model.FreeStyleProject;
import hudson.model.Items;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import hudson.util.XStream2;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.job.FollowSpec;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.runs.InvocationEntry.Kind;
import io.jenkins.plugins.foreman.steps.RerunJobInvocationStep;
import io.jenkins.plugins.foreman.steps.RunJobInvocationStep;
import io.jenkins.plugins.foreman.steps.WaitForJobInvocationStep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.marshalling.Marshaller;
import org.jboss.marshalling.Marshalling;
import org.jboss.marshalling.MarshallingConfiguration;
import org.jboss.marshalling.Unmarshaller;
import org.jboss.marshalling.river.RiverMarshallerFactory;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What the version has stored whose model of a job was a step, and what is stored now. Encrypted texts stand in the files
 * as {@code @text@}, since each Jenkins has a key of its own; what begins with = is sealed.
 */
@WithJenkins
class EarlierFilesJenkinsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(7);

    private static final HostLogin LOGIN =
            new HostLogin("admin", "becomes", JobSecrets.NONE, Map.of("of an input", "out of credentials"));

    private static final Map<String, Object> COMMON = Map.ofEntries(
            Map.entry("server", "sim"),
            Map.entry("failureThreshold", "10%"),
            Map.entry("unstableThreshold", "1"),
            Map.entry("failOnNoHosts", false),
            Map.entry("propagate", false),
            Map.entry("cancelOnAbort", false),
            Map.entry("consoleOutput", "GROUPED"),
            Map.entry("colors", true),
            Map.entry("linesPerHost", 77),
            Map.entry("readAllLive", true),
            Map.entry("pollInterval", 9),
            Map.entry("timeout", 4000),
            Map.entry("junitReport", true),
            Map.entry("results", "foreman"),
            Map.entry("hostValues", true));

    private static final Map<String, Object> JOB = Map.ofEntries(
            Map.entry("jobTemplate", "Run Command - Script Default"),
            Map.entry("hosts", "a.example.com b.example.com"),
            Map.entry("dynamic", true),
            Map.entry("randomized", true),
            Map.entry(
                    "inputs",
                    List.of(
                            Map.of("name", "command", "value", "uptime"),
                            Map.of("name", "token", "secretValue", "hush"),
                            Map.of("name", "key", "credentialsId", "of an input"))),
            Map.entry("concurrencyLevel", 3),
            Map.entry("executionTimeout", 60),
            Map.entry("timeToPickup", 30),
            Map.entry("descriptionFormat", "%{template_name}"),
            Map.entry("organization", "ACME"),
            Map.entry("location", "Berlin"),
            Map.entry("sshCredentialsId", "login"),
            Map.entry("effectiveUser", "deploy"),
            Map.entry("effectiveUserCredentialsId", "becomes"),
            Map.entry("scheduling", Map.of("startAt", "2030-01-01T00:00:00Z", "startBefore", "2030-01-02T00:00:00Z")),
            Map.entry(
                    "recurrence",
                    Map.of(
                            "cronLine", "30 2 * * *",
                            "maxIteration", 5,
                            "endTime", "2031-01-01T00:00:00Z",
                            "purpose", "nightly")),
            Map.entry("ansible", Map.of("tags", "one,two", "skipTags", true)),
            Map.entry("retries", 2),
            Map.entry("retryPause", 33));

    private static final Map<String, Object> RERUN = Map.ofEntries(
            Map.entry("id", 12L),
            Map.entry("run", "1"),
            Map.entry("build", "other#3"),
            Map.entry("which", "ALL"),
            Map.entry("hosts", "a.example.com"),
            Map.entry("sshCredentialsId", "another login"),
            Map.entry("effectiveUserCredentialsId", "becomes another"),
            Map.entry("effectiveUser", "root"),
            Map.entry("concurrencyLevel", 4),
            Map.entry("executionTimeout", 70),
            Map.entry("ansible", Map.of("tags", "three")),
            Map.entry("without", "description_format"));

    @TempDir
    Path builds;

    private JenkinsRule jenkins;

    @TestFactory
    Stream<DynamicTest> each(JenkinsRule rule) {
        jenkins = rule;
        return Stream.of(
                dynamicTest("a freestyle job", this::freestyleJob),
                dynamicTest("a run of a step", () -> {
                    JobDefinition run = read("run-of-step.xml");
                    assertSame(run, job());
                    assertThat(run).isInstanceOf(JobSpec.class);
                    assertNamesNoStep(run);
                    assertSame(writtenAndRead(run), job());
                }),
                dynamicTest("a rerun of it", () -> {
                    JobDefinition rerun = read("run-of-rerun.xml");
                    assertSame(rerun, new Rerun(job(), how(), List.of("a.example.com"), null));
                    assertThat(rerun.origin()).isNotNull();
                    assertNamesNoStep(rerun);
                }),
                dynamicTest("a build with its runs", this::buildWithRuns),
                dynamicTest("a job of Jenkins that lets others run its jobs again", this::permission),
                dynamicTest("a fault in a file of a Pipeline", this::fault),
                dynamicTest("a run of a job that was made elsewhere", () -> {
                    JobDefinition run = read("run-of-wait.xml");
                    assertSame(run, follow().following(34));
                    assertNamesNoStep(run);
                }),
                inProgress(
                        "run",
                        made(
                                RunJobInvocationStep.class,
                                COMMON,
                                JOB,
                                Map.of("inputs", first(), "credentialsId", "acts"))),
                inProgress(
                        "wait",
                        made(WaitForJobInvocationStep.class, COMMON, Map.of("id", 34L, "credentialsId", "acts"))),
                inProgress(
                        "rerun", made(RerunJobInvocationStep.class, COMMON, RERUN, Map.of("credentialsId", "acts"))));
    }

    private void freestyleJob() throws Exception {
        FreeStyleProject project = (FreeStyleProject)
                jenkins.jenkins.createProjectFromXML("earlier", new ByteArrayInputStream(encrypted("config.xml")));
        JobSpec job = project.getBuildersList().get(JobInvocationBuilder.class).getJob();

        jenkins.assertEqualDataBoundBeans(made(JobSpec.class, COMMON, JOB, Map.of("credentialsId", "acts")), job);
        assertThat(job.confidential()).containsExactly("of the build");
        project.save();
        assertThat(project.getConfigFile().asString())
                .contains("30 2 * * *")
                .doesNotContain("foreman.steps")
                .doesNotContain("hush");
    }

    private void buildWithRuns() throws Exception {
        Run<?, ?> build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        InvocationEntry entry = new InvocationEntry("2", "sim", Kind.PAGE, "somebody", "1");
        JobInvocationsAction.add(build, entry);

        JobInvocationsAction found = byFormerNames(Run.XSTREAM2, JobInvocationsAction.of(build));

        assertThat(found.getEntries()).singleElement().satisfies(read -> {
            assertThat(read.identity(build)).isEqualTo(entry.identity(build));
            assertThat(read.getKind()).isEqualTo(Kind.PAGE);
            assertThat(read.getRerunOf()).isEqualTo("1");
        });
    }

    private void permission() {
        assertThat(byFormerNames(Items.XSTREAM2, new RerunPermissionProperty("a, b/*"))
                        .getJobs())
                .isEqualTo("a, b/*");
    }

    private void fault() {
        var fault = new JobInvocationFailedException("2 of 3 hosts failed", Map.of("id", 12));

        assertThat(byFormerNames(new XStream2(), fault).getJob()).isEqualTo(Map.of("id", 12));
    }

    @SuppressWarnings("unchecked")
    private static <T> T byFormerNames(XStream2 files, T value) {
        String xml = files.toXML(value).replace("foreman.runs.", "foreman.build.");
        assertThat(xml).contains("foreman.build.");
        return (T) files.fromXML(xml);
    }

    private static Object first() {
        return List.of(Map.of("name", "command", "value", "uptime"));
    }

    private static JobSpec job() {
        JobSpec job = made(JobSpec.class, COMMON, JOB);
        job.keepSecrets(List.of("of the build"));
        return job;
    }

    private static FollowSpec follow() {
        FollowSpec follow = made(JobSpec.class, COMMON);
        follow.keepSecrets(List.of("of the build"));
        return follow;
    }

    private static FollowSpec how() {
        FollowSpec how = follow();
        how.setSshCredentialsId("another login");
        how.setEffectiveUserCredentialsId("becomes another");
        return how;
    }

    @SafeVarargs
    private static <T> T made(Class<T> type, Map<String, Object>... arguments) {
        Map<String, Object> all = new HashMap<>();
        Stream.of(arguments).forEach(all::putAll);
        return new DescribableModel<>(type).instantiate(all, TaskListener.NULL);
    }

    /** In each respect that a run or a rerun asks for. */
    private static void assertSame(JobDefinition found, JobDefinition expected) throws Exception {
        assertThat(found.request(LOGIN)).isEqualTo(expected.request(LOGIN));
        assertThat(found.settings(PATIENCE)).isEqualTo(expected.settings(PATIENCE));
        assertThat(values(found)).isEqualTo(values(expected));
    }

    private static List<Object> values(JobDefinition definition) {
        return Arrays.asList(
                definition.existingInvocation(),
                definition.console(),
                definition.getServer(),
                definition.getCredentialsId(),
                definition.getOrganization(),
                definition.getLocation(),
                definition.getSshCredentialsId(),
                definition.getEffectiveUserCredentialsId(),
                definition.inputCredentials(),
                definition.confidential(),
                definition.hasSecrets(),
                definition.isJunitReport(),
                definition.getResults());
    }

    private JobDefinition read(String file) throws IOException {
        Path directory = Files.createDirectories(builds.resolve("foreman/earlier"));
        Files.write(directory.resolve("run.xml"), encrypted(file));
        return StoredRun.read(builds.toFile(), "earlier").definition();
    }

    private JobDefinition writtenAndRead(JobDefinition definition) throws IOException {
        InvocationEntry entry = new InvocationEntry("now", "sim", Kind.BUILD, null, null);
        Path directory = Files.createDirectories(builds.resolve("foreman/now"));
        new StoredRun(entry, definition, directory)
                .create(RunHead.started("https://foreman.example.com", Instant.EPOCH));
        return StoredRun.read(builds.toFile(), "now").definition();
    }

    private void assertNamesNoStep(JobDefinition definition) throws IOException {
        writtenAndRead(definition);
        assertThat(Files.readString(builds.resolve("foreman/now/run.xml")))
                .contains("<linesPerHost>77</linesPerHost>")
                .doesNotContain("foreman.steps");
    }

    private DynamicTest inProgress(String name, Object expected) {
        return dynamicTest("the " + name + " step of a Pipeline in progress", () -> {
            Object found = unmarshalled(bytes("program-" + name + ".dat"));
            jenkins.assertEqualDataBoundBeans(expected, found);
            jenkins.assertEqualDataBoundBeans(expected, unmarshalled(marshalled(found)));
        });
    }

    private static byte[] marshalled(Object step) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Marshaller marshaller = new RiverMarshallerFactory().createMarshaller(new MarshallingConfiguration())) {
            marshaller.start(Marshalling.createByteOutput(bytes));
            marshaller.writeObject(step);
            marshaller.finish();
        }
        return bytes.toByteArray();
    }

    private static Object unmarshalled(byte[] bytes) throws Exception {
        try (Unmarshaller unmarshaller =
                new RiverMarshallerFactory().createUnmarshaller(new MarshallingConfiguration())) {
            unmarshaller.start(Marshalling.createByteInput(new ByteArrayInputStream(bytes)));
            return unmarshaller.readObject();
        }
    }

    private static byte[] encrypted(String file) {
        Matcher texts = Pattern.compile("@([^@\n]+)@").matcher(new String(bytes(file), StandardCharsets.UTF_8));
        return texts.replaceAll(text -> Matcher.quoteReplacement(
                        Secret.fromString(text.group(1)).getEncryptedValue()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String file) {
        try (InputStream in = EarlierFilesJenkinsTest.class.getResourceAsStream("earlier-" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
