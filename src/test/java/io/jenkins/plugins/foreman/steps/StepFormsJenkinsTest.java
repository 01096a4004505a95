package io.jenkins.plugins.foreman.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import io.jenkins.plugins.foreman.SimulatedJenkinsTest;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.job.Ansible;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.Recurrence;
import io.jenkins.plugins.foreman.job.Scheduling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The form of each step gives back what is put into it, with every property set and with none. */
@WithJenkins
class StepFormsJenkinsTest extends SimulatedJenkinsTest {

    /** Parameters of which a form takes one. */
    private static final List<Set<String>> CHOICES =
            List.of(Set.of("jobTemplate", "feature"), Set.of("hosts", "searchQuery", "bookmark"));

    private JenkinsRule jenkins;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(2));
        configure();
        for (String id : List.of("login", "sudo")) {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, id, "hush"));
        }
    }

    private static Stream<Step> full() {
        RunJobInvocationStep onSearch = run();
        onSearch.setJobTemplate(null);
        onSearch.setFeature("katello_package_install");
        onSearch.setHosts(null);
        onSearch.setSearchQuery("name ~ web");
        RunJobInvocationStep onBookmark = run();
        onBookmark.setHosts(null);
        onBookmark.setBookmark("web servers");
        PreviewJobInvocationHostsStep ofSearch = preview();
        ofSearch.setHosts(null);
        ofSearch.setSearchQuery("name ~ web");
        PreviewJobInvocationHostsStep ofBookmark = preview();
        ofBookmark.setHosts(null);
        ofBookmark.setBookmark("web servers");
        return Stream.of(
                run(),
                onSearch,
                onBookmark,
                rerun(),
                waiting(),
                cancel(),
                show(),
                hosts(),
                output(),
                find(),
                preview(),
                ofSearch,
                ofBookmark);
    }

    private static Stream<Step> empty() {
        return Stream.of(
                new RunJobInvocationStep(),
                new RerunJobInvocationStep(),
                new WaitForJobInvocationStep(7),
                new CancelJobInvocationStep(7),
                new JobInvocationStep(7),
                new JobInvocationHostsStep(7),
                new JobInvocationOutputStep(7),
                new FindJobInvocationsStep(),
                new PreviewJobInvocationHostsStep());
    }

    @TestFactory
    Stream<DynamicTest> aFullFormGivesBackEveryProperty() {
        return full().map(step -> dynamicTest(step.getClass().getSimpleName(), () -> {
            Set<String> set =
                    DescribableModel.uninstantiate2_(step).getArguments().keySet();
            assertThat(parameters(step))
                    .as("all but those that have their default, or another of which is chosen")
                    .allMatch(name -> set.contains(name)
                            || CHOICES.stream()
                                    .anyMatch(choice -> choice.contains(name) && !Collections.disjoint(choice, set)));
            assertRoundTrip(step);
        }));
    }

    @TestFactory
    Stream<DynamicTest> anEmptyFormGivesTheDefaults() {
        return empty().map(step -> dynamicTest(step.getClass().getSimpleName(), () -> assertRoundTrip(step)));
    }

    /** A secret is in no script; where one was typed credentials stand instead. */
    @TestFactory
    Stream<DynamicTest> aScriptGivesBackEveryProperty() {
        return full().map(step -> dynamicTest(step.getClass().getSimpleName(), () -> {
            if (step instanceof RunJobInvocationStep run) {
                InputValue token = new InputValue("token");
                token.setCredentialsId("login");
                run.setInputs(List.of(InputValue.of("command", "it's\n$HOME\\n"), token));
            }
            String script = Snippetizer.object2Groovy(step);
            assertThat(DescribableModel.uninstantiate2_(step).getArguments().keySet())
                    .allMatch(name -> script.contains(name + ": "));
            jenkins.assertEqualDataBoundBeans(step, evaluated(script));
        }));
    }

    @TestFactory
    Stream<DynamicTest> aShortScriptGivesTheDefaults() {
        return Stream.of(new RerunJobInvocationStep(), new FindJobInvocationsStep(), new WaitForJobInvocationStep(7))
                .map(step -> dynamicTest(
                        step.getClass().getSimpleName(),
                        () -> jenkins.assertEqualDataBoundBeans(step, evaluated(Snippetizer.object2Groovy(step)))));
    }

    /** The step that a script of one call names, made as a Pipeline makes it. */
    private static Step evaluated(String script) throws Exception {
        Binding names = new Binding();
        for (StepDescriptor descriptor : StepDescriptor.all()) {
            names.setVariable(descriptor.getFunctionName(), new Closure<Object>(null) {
                @Override
                public Object call(Object... arguments) {
                    return DescribableModel.of(descriptor.clazz).getSoleRequiredParameter() != null
                                    && arguments.length == 1
                                    && !(arguments[0] instanceof Map)
                            ? made(descriptor, Map.of("id", arguments[0]))
                            : made(descriptor, arguments.length == 0 ? Map.of() : (Map<?, ?>) arguments[0]);
                }
            });
        }
        return (Step) new GroovyShell(names).evaluate(script);
    }

    private static Object made(StepDescriptor descriptor, Map<?, ?> arguments) {
        Map<String, Object> named = new LinkedHashMap<>();
        arguments.forEach((name, value) -> named.put(name.toString(), value));
        try {
            return DescribableModel.of(descriptor.clazz).instantiate(named, null);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> parameters(Step step) {
        return DescribableModel.of(step.getClass()).getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
    }

    private void assertRoundTrip(Step step) throws Exception {
        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
    }

    @Test
    void eachStepOfThePluginIsHere() {
        List<Class<?>> steps = StepDescriptor.all().stream()
                .<Class<?>>map(descriptor -> descriptor.clazz)
                .filter(type -> type.getPackage().equals(getClass().getPackage()))
                .toList();

        assertThat(full().<Class<?>>map(Object::getClass).distinct()).containsExactlyInAnyOrderElementsOf(steps);
        assertThat(empty().<Class<?>>map(Object::getClass)).containsExactlyInAnyOrderElementsOf(steps);
    }

    private static void fill(FollowingStep step) {
        step.setServer("sim");
        step.setCredentialsId("login");
        step.setFailureThreshold("5%");
        step.setUnstableThreshold("2");
        step.setFailOnNoHosts(false);
        step.setPropagate(false);
        step.setReadAllLive(true);
        step.setCancelOnAbort(!step.isCancelOnAbort());
        step.setConsoleOutput(Mode.GROUPED);
        step.setColors(true);
        step.setLinesPerHost(77);
        step.setPollInterval(9);
        step.setTimeout(3600);
        step.setJunitReport(true);
        step.setResults("foreman/");
        step.setHostValues(true);
        step.setBuildDescription(true);
    }

    private static RunJobInvocationStep run() {
        RunJobInvocationStep step = new RunJobInvocationStep();
        fill(step);
        step.setJobTemplate(TEMPLATE);
        step.setHosts("a.example.com\nb.example.com");
        step.setDynamic(true);
        step.setRandomized(true);
        InputValue secret = new InputValue("password");
        secret.setSecretValue("hush");
        step.setInputs(List.of(InputValue.of("command", "uptime\nid"), secret));
        step.setConcurrencyLevel(10);
        step.setExecutionTimeout(600);
        step.setTimeToPickup(60);
        step.setDescriptionFormat("%{template_name} of Jenkins");
        step.setOrganization("ACME");
        step.setLocation("Brno");
        step.setSshCredentialsId("login");
        step.setEffectiveUser("oracle");
        step.setEffectiveUserCredentialsId("sudo");
        Scheduling scheduling = new Scheduling();
        scheduling.setStartAt("2030-01-01 10:00");
        scheduling.setStartBefore("2030-01-01 11:00");
        step.setScheduling(scheduling);
        Recurrence recurrence = new Recurrence("0 3 * * *");
        recurrence.setMaxIteration(4);
        recurrence.setEndTime("2031-01-01 10:00");
        recurrence.setPurpose("patching");
        step.setRecurrence(recurrence);
        Ansible ansible = new Ansible("a,b");
        ansible.setSkipTags(true);
        step.setAnsible(ansible);
        step.setWait(false);
        step.setDryRun(true);
        step.setRetries(2);
        step.setRetryPause(33);
        return step;
    }

    private static RerunJobInvocationStep rerun() {
        RerunJobInvocationStep step = new RerunJobInvocationStep();
        fill(step);
        step.setId(12L);
        step.setRun("2");
        step.setBuild("other#3");
        step.setWhich(RerunRequest.Hosts.SUCCEEDED);
        step.setHosts("a.example.com");
        step.setSshCredentialsId("login");
        step.setEffectiveUserCredentialsId("sudo");
        step.setEffectiveUser("deploy");
        step.setConcurrencyLevel(5);
        step.setExecutionTimeout(60);
        step.setAnsible(new Ansible("a,b"));
        step.setWithout("inputs");
        return step;
    }

    private static WaitForJobInvocationStep waiting() {
        WaitForJobInvocationStep step = new WaitForJobInvocationStep(7);
        fill(step);
        return step;
    }

    private static CancelJobInvocationStep cancel() {
        CancelJobInvocationStep step = new CancelJobInvocationStep(7);
        step.setServer("sim");
        step.setCredentialsId("login");
        step.setForce(true);
        step.setSearch("name = a.example.com");
        step.setRecurring(true);
        return step;
    }

    private static JobInvocationStep show() {
        JobInvocationStep step = new JobInvocationStep(7);
        step.setServer("sim");
        step.setCredentialsId("login");
        return step;
    }

    private static JobInvocationHostsStep hosts() {
        JobInvocationHostsStep step = new JobInvocationHostsStep(7);
        step.setServer("sim");
        step.setCredentialsId("login");
        step.setState("error");
        step.setSearch("name ~ web");
        step.setLimit(5);
        return step;
    }

    private static JobInvocationOutputStep output() {
        JobInvocationOutputStep step = new JobInvocationOutputStep(7);
        step.setServer("sim");
        step.setCredentialsId("login");
        step.setHost("a.example.com");
        step.setRaw(true);
        step.setMaxChars(500);
        return step;
    }

    private static FindJobInvocationsStep find() {
        FindJobInvocationsStep step = new FindJobInvocationsStep();
        step.setServer("sim");
        step.setCredentialsId("login");
        step.setSearch("status = failed");
        step.setOrder("id DESC");
        step.setPage(3);
        step.setPerPage(7);
        return step;
    }

    private static PreviewJobInvocationHostsStep preview() {
        PreviewJobInvocationHostsStep step = new PreviewJobInvocationHostsStep();
        step.setServer("sim");
        step.setCredentialsId("login");
        step.setHosts("a.example.com");
        step.setLimit(3);
        return step;
    }
}
