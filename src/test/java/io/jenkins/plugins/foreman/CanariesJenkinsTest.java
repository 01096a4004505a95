package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.OutputType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * A canary in each place that takes a secret. Hosts repeat all of them, as they are, escaped and cut, and the server does in
 * its errors; then every byte that Jenkins keeps or tells of the build is looked through.
 */
@WithJenkins
class CanariesJenkinsTest extends SimulatedJenkinsTest {

    private static final String TOKEN = "canary-token<&\"'$1/x y";
    private static final String INPUT = "canary-input-Ä%25$$";
    private static final String HIDDEN = "canary-hidden\\n+z";
    private static final String SSH = "canary-ssh`id`";
    private static final String SUDO = "canary-sudo#!";
    private static final String PARAMETER = "canary-parameter|p";
    private static final List<String> ALL = List.of(TOKEN, INPUT, HIDDEN, SSH, SUDO, PARAMETER);

    private static final String PIPELINE = """
            withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                runJobInvocation jobTemplate: 'Deploy Application', searchQuery: 'name ~ host', junitReport: true,
                    descriptionFormat: "Deploy ${TOKEN} %{version}", sshCredentialsId: 'ssh',
                    effectiveUserCredentialsId: 'sudo', effectiveUser: 'root',
                    inputs: [[name: 'version', credentialsId: 'input'], [name: 'api_key', credentialsId: 'hidden']]
            }
            """;

    /** Whatever the rest of it is written like. */
    private static final Pattern LEAK = Pattern.compile("canary-(token|input|hidden|ssh|sudo|parameter)");

    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final Logger logger = Logger.getLogger("");
    private final Logger ours = Logger.getLogger("io.jenkins.plugins.foreman");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            told.merge("Java log", new SimpleFormatter().format(logged), String::concat);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        List.of(secret("token", TOKEN), secret("input", INPUT), secret("hidden", HIDDEN))
                .forEach(SystemCredentialsProvider.getInstance().getCredentials()::add);
        SystemCredentialsProvider.getInstance().getCredentials().add(login("ssh", SSH));
        SystemCredentialsProvider.getInstance().getCredentials().add(login("sudo", SUDO));
        SystemCredentialsProvider.getInstance().save();
        ours.setLevel(Level.ALL);
        handler.setLevel(Level.ALL);
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        ours.setLevel(null);
    }

    private static StringCredentialsImpl secret(String id, String text) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, null, Secret.fromString(text));
    }

    private static UsernamePasswordCredentialsImpl login(String id, String password) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, "deploy", password);
    }

    /** Each in many forms, cut in several places. */
    private void hostsRepeat(String... canaries) {
        HostScript.Builder script = HostScript.builder().duration(Duration.ofSeconds(60));
        long at = 0;
        for (String canary : canaries) {
            for (String form : List.of(
                    canary,
                    canary.replace("\\", "\\\\").replace("\"", "\\\""),
                    canary.replace("&", "&amp;")
                            .replace("<", "&lt;")
                            .replace("\"", "&quot;")
                            .replace("'", "&#39;"),
                    URLEncoder.encode(canary, StandardCharsets.UTF_8),
                    canary.replace("'", "'\\''"),
                    canary.replace("$", "$$"))) {
                for (int cut : new int[] {0, 3, 8, form.length() - 1}) {
                    script.chunk(Duration.ofMillis(at += 150), OutputType.STDOUT, "x " + form.substring(0, cut));
                    script.chunk(Duration.ofMillis(at += 50), OutputType.STDOUT, form.substring(cut) + " y\n");
                }
            }
            script.chunk(Duration.ofMillis(at += 50), OutputType.STDERR, encoded(canary) + "\n");
        }
        script.chunk(
                Duration.ofMillis(at + 1), OutputType.DEBUG, "StandardError: failed: " + String.join(" ", canaries));
        HostScript echo = script.exit(1).build();
        foreman.fleet().scripts(host -> echo);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void keep(Run<?, ?> build) throws Exception {
        try (Stream<Path> files = Files.walk(build.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                told.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        Map<String, String> pages = new LinkedHashMap<>();
        String run = "foreman/run/1/";
        for (String path : List.of(
                "",
                "consoleText",
                "console",
                "foreman/",
                "api/json?depth=5",
                "foreman/api/json?depth=5",
                "api/xml?depth=5",
                run + "summary",
                run + "hosts",
                run + "failures",
                run + "export.csv",
                run + "export.json",
                run + "report.html",
                run + "junit.xml",
                run + "output?host=1",
                run + "download?host=1",
                run + "search?host=1&q=canary",
                "testReport/",
                "testReport/api/json?depth=5")) {
            pages.put(path, build.getUrl() + path);
        }
        pages.put("job", build.getParent().getUrl());
        pages.put("job's configuration", build.getParent().getUrl() + "config.xml");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .withJavaScriptEnabled(false)) {
            for (Map.Entry<String, String> page : pages.entrySet()) {
                told.put(
                        build + " " + page.getKey(),
                        web.goTo(page.getValue(), null).getWebResponse().getContentAsString());
            }
        }
    }

    private void assertNothingIsFound(String masked) {
        assertThat(told.get("Java log")).contains("POST /api/job_invocations");
        assertThat(told.values()).anyMatch(text -> text.contains(masked)).hasSizeGreaterThan(25);
        List<String> encoded = ALL.stream()
                .map(CanariesJenkinsTest::encoded)
                .map(text -> text.substring(0, text.length() - 4))
                .toList();
        told.forEach((where, text) -> {
            assertThat(LEAK.matcher(text)
                            .results()
                            .map(found -> text.substring(
                                    Math.max(0, found.start() - 60), Math.min(text.length(), found.end() + 60))))
                    .as(where)
                    .isEmpty();
            assertThat(text).as(where).doesNotContain(encoded);
        });
    }

    @Test
    void nothingOfAPipelineIsFoundAnywhere() throws Exception {
        hostsRepeat(TOKEN, INPUT, HIDDEN, SSH, SUDO);
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, PIPELINE));

        assertThat(foreman.jobInvocations().get(0).inputs())
                .containsEntry("version", INPUT)
                .containsEntry("api_key", HIDDEN);
        assertThat(foreman.jobInvocations().get(0).password()).isEqualTo(SSH);
        assertThat(foreman.jobInvocations().get(0).effectiveUserPassword()).isEqualTo(SUDO);
        keep(build);
        assertNothingIsFound("x **** y");
    }

    @Test
    void nothingThatTheServerRepeatsInItsErrorsIsFoundAnywhere() throws Exception {
        String said = String.join(" ", TOKEN, INPUT, HIDDEN, SSH, SUDO)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"");
        String json = "{\"error\":{\"message\":\"said %1$s\",\"full_messages\":[\"%1$s\"]}}".formatted(said);
        for (int status : new int[] {403, 422}) {
            foreman.faults().clear();
            foreman.faults()
                    .on("POST", "/api/job_invocations")
                    .json(status, json)
                    .always();
            keep(jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins, PIPELINE)));
        }
        assertNothingIsFound("said ****");
    }

    @Test
    void nothingOfAFreestyleBuildIsFoundAnywhere() throws Exception {
        hostsRepeat(INPUT, PARAMETER, SSH);
        InputValue version = new InputValue("version");
        version.setSecretValue(INPUT);
        InputValue window = new InputValue("window");
        window.setValue("with ${PW}");
        InputValue key = new InputValue("api_key");
        key.setValue("plain");
        JobSpec step = new JobSpec();
        step.setJobTemplate("Deploy Application");
        step.setSearchQuery("name ~ host");
        step.setDescriptionFormat("Deploy with ${PW}");
        step.setSshCredentialsId("ssh");
        step.setJunitReport(true);
        step.setInputs(List.of(version, window, key));
        FreeStyleProject project = jenkins.createFreeStyleProject();
        project.addProperty(
                new ParametersDefinitionProperty(new PasswordParameterDefinition("PW", Secret.fromString(""), null)));
        project.getBuildersList().add(new JobInvocationBuilder(step));

        keep(jenkins.assertBuildStatus(
                Result.FAILURE,
                project.scheduleBuild2(0, new ParametersAction(new PasswordParameterValue("PW", PARAMETER, null)))));

        assertThat(foreman.jobInvocations().get(0).inputs())
                .containsEntry("version", INPUT)
                .containsEntry("window", "with " + PARAMETER);
        assertNothingIsFound("x **** y");
    }
}
