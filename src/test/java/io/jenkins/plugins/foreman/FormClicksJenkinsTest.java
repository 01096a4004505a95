package io.jenkins.plugins.foreman;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.freestyle.JobInvocationBuilder;
import io.jenkins.plugins.foreman.freestyle.RerunPublisher;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.JobSpec;
import io.jenkins.plugins.foreman.parameters.HostsParameter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Forms as people click through them, in both languages. */
@WithJenkins
class FormClicksJenkinsTest extends BrowserJenkinsTest {

    private JenkinsRule jenkins;

    /** What people look for on the pages. */
    private enum Words {
        EN(
                "Add Foreman server",
                "Test connection",
                "Connected to Foreman",
                "Another server has this name.",
                "Run a Foreman job on hosts",
                "Fill in the inputs of the template",
                "On hosts by their names",
                "Preview hosts",
                "2 hosts: host0001.example.com, host0002.example.com",
                "Result and abort",
                "Rerun Foreman jobs on failed hosts",
                "They decide: the build step leaves its result to them",
                "Check that Foreman runs there"),
        DE(
                "Foreman-Server hinzufügen",
                "Verbindung prüfen",
                "Verbunden mit Foreman",
                "Ein anderer Server heißt auch so.",
                "Einen Foreman-Job auf Hosts ausführen",
                "Eingaben der Vorlage eintragen",
                "Auf Hosts nach ihrem Namen",
                "Hosts anzeigen",
                "2 Hosts: host0001.example.com, host0002.example.com",
                "Ergebnis und Abbruch",
                "Foreman-Jobs auf fehlgeschlagenen Hosts wiederholen",
                "Sie entscheiden: Der Build-Schritt überlässt ihnen sein Ergebnis",
                "Prüfen Sie, ob Foreman dort läuft");

        final String addServer;
        final String test;
        final String connected;
        final String twice;
        final String run;
        final String fill;
        final String byName;
        final String preview;
        final String previewed;
        final String result;
        final String rerun;
        final String decide;
        final String away;

        Words(
                String addServer,
                String test,
                String connected,
                String twice,
                String run,
                String fill,
                String byName,
                String preview,
                String previewed,
                String result,
                String rerun,
                String decide,
                String away) {
            this.addServer = addServer;
            this.test = test;
            this.connected = connected;
            this.twice = twice;
            this.run = run;
            this.fill = fill;
            this.byName = byName;
            this.preview = preview;
            this.previewed = previewed;
            this.result = result;
            this.rerun = rerun;
            this.decide = decide;
            this.away = away;
        }

        String language() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        startForeman(options -> options.hosts(3));
        configure();
        ForemanServers.get().setDefaultServer("sim");
    }

    private void open(String path, Words words) throws Exception {
        open(jenkins, path, words.language());
    }

    private static Locator field(Locator form, String name) {
        return form.locator("[name='_." + name + "']:visible");
    }

    private Locator servers() {
        return page.locator(
                ".repeated-chunk:not(.fade-out)",
                new Page.LocatorOptions().setHas(page.locator(".foreman-server-name")));
    }

    /** Saves the form; whoever waits for the page that follows knows that it was taken. */
    private void save() {
        page.locator(".jenkins-submit-button").click();
    }

    private void saved() {
        assertThat(page).not().hasURL(Pattern.compile("configure/?$"));
    }

    private static List<String> names() {
        return ForemanServers.get().getServers().stream()
                .map(ForemanServer::getName)
                .toList();
    }

    private Locator objection() {
        return page.locator("#notification-bar.jenkins-notification--error, .jenkins-notification--error");
    }

    @ParameterizedTest
    @EnumSource
    void aServerIsAddedAndTheDefaultOneRemoved(Words words) throws Exception {
        open("configure", words);
        button(words.addServer).click();
        assertThat(servers()).hasCount(2);
        Locator second = servers().last();
        field(second, "name").fill("second");
        field(second, "url").fill(foreman.uri().toString());
        field(second, "credentialsId").selectOption("foreman");
        second.getByText(words.test, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(second.getByText(words.connected)).isVisible();
        picture("servers-" + words.language());
        servers().first().locator(".repeatable-delete").first().click();
        assertThat(servers()).hasCount(1);
        save();
        saved();

        assertThat(names()).containsExactly("second");
        assertThat(ForemanServers.get().getDefaultServer()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void twoServersOfOneNameAreSaidWithoutLosingWhatWasTyped(Words words) throws Exception {
        open("configure", words);
        button(words.addServer).click();
        Locator second = servers().last();
        field(second, "name").fill("sim");
        field(second, "url").fill("https://foreman.example.com");
        save();

        assertThat(objection()).hasText(words.twice);
        picture("twice-" + words.language());
        assertThat(names()).containsExactly("sim");
        field(second, "name").fill("other");
        save();
        saved();
        assertThat(names()).containsExactly("sim", "other");
        assertThat(ForemanServers.get().getServers().get(1).getUrl()).isEqualTo("https://foreman.example.com");
    }

    @ParameterizedTest
    @EnumSource
    void numbersOutOfRangeAreObjectedTo(Words words) throws Exception {
        open("configure", words);
        servers().first().locator(".advanced-button").first().click();
        Locator patience = field(servers().first(), "patience");
        for (String number : List.of("-5", "0", "99999999999")) {
            patience.fill(number);
            save();
            assertThat(objection()).isVisible();
            assertThat(ForemanServers.get().getServers().get(0).getPatience()).isEqualTo(30);
        }
        picture("numbers-" + words.language());
        patience.fill("31");
        save();
        saved();
        assertThat(ForemanServers.get().getServers().get(0).getPatience()).isEqualTo(31);
    }

    @ParameterizedTest
    @EnumSource
    void aFreestyleJobIsFilledInAndRuns(Words words) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("job");
        open("job/job/configure", words);
        page.locator("button.hetero-list-add[suffix=builder]").click();
        button(words.run).click();
        Locator form = page.locator(".foreman-job-form");
        field(form, "jobTemplate").fill("Run Command - Script Default");
        button(words.fill).click();
        assertThat(field(form, "name")).hasValue("command");
        field(form, "value").fill("uptime");
        form.getByText(words.byName).click();
        field(form, "hosts").fill("host0001.example.com\nhost0002.example.com");
        Locator preview = form.getByText(words.preview, new Locator.GetByTextOptions().setExact(true))
                .locator("visible=true");
        assertThat(preview).hasCount(1);
        preview.click();
        assertThat(form.getByText(words.previewed)).isVisible();
        form.getByText(words.result, new Locator.GetByTextOptions().setExact(true))
                .click();
        field(form, "failureThreshold").fill("10%");
        page.locator("button.hetero-list-add[suffix=publisher]").click();
        button(words.rerun).click();
        Locator rerun = page.locator("[descriptorid='" + RerunPublisher.class.getName() + "']");
        field(rerun, "attempts").fill("3");
        field(rerun, "counting").selectOption(new SelectOption().setLabel(words.decide));
        picture("job-" + words.language());
        save();
        saved();

        JobSpec step = job.getBuildersList().get(JobInvocationBuilder.class).getJob();
        assertThat(step.getJobTemplate()).isEqualTo(TEMPLATE);
        assertThat(step.getSearchQuery()).isNull();
        assertThat(step.getFailureThreshold()).isEqualTo("10%");
        assertThat(step.getInputs()).extracting(InputValue::getValue).containsExactly("uptime");
        RerunPublisher publisher = job.getPublishersList().get(RerunPublisher.class);
        assertThat(publisher.getAttempts()).isEqualTo(3);
        assertThat(publisher.getCounting()).isEqualTo(RerunPublisher.Counting.DECIDE);
        jenkins.buildAndAssertSuccess(job);
        assertThat(foreman.jobInvocations().get(0).hosts())
                .containsExactlyInAnyOrder("host0001.example.com", "host0002.example.com");
    }

    @ParameterizedTest
    @EnumSource
    void whileForemanIsAwayTheFormSaysSo(Words words) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("job");
        JobSpec step = new JobSpec();
        step.setJobTemplate(TEMPLATE);
        job.getBuildersList().add(new JobInvocationBuilder(step));
        foreman.stopListening();
        open("job/job/configure", words);
        button(words.fill).click();
        assertThat(page.locator(".foreman-fill-inputs-status")).containsText(words.away);
        picture("away-" + words.language());
    }

    @ParameterizedTest
    @EnumSource
    void theSnippetGeneratorWritesWhatWasClicked(Words words) throws Exception {
        jenkins.createProject(WorkflowJob.class, "pipeline");
        open("job/pipeline/pipeline-syntax/", words);
        page.locator("select.dropdownList")
                .first()
                .selectOption(new SelectOption().setLabel("runJobInvocation: " + words.run));
        Locator form = page.locator(".foreman-job-form");
        field(form, "jobTemplate").fill(TEMPLATE);
        button(words.fill).click();
        assertThat(field(form, "name")).hasValue("command");
        field(form, "value").fill("uptime");
        field(form, "searchQuery").fill("name ~ host");
        page.locator("#generatePipelineScript").click();

        assertThat(page.locator("#prototypeText"))
                .hasValue("runJobInvocation inputs: [command: 'uptime'], jobTemplate: 'Run Command - Script Default', "
                        + "searchQuery: 'name ~ host'");
        picture("snippet-" + words.language());
    }

    @ParameterizedTest
    @EnumSource
    void hostsAreChosenForABuild(Words words) throws Exception {
        HostsParameter hosts = new HostsParameter("HOSTS");
        hosts.setMany(true);
        FreeStyleProject job = jenkins.createFreeStyleProject("job");
        job.addProperty(new ParametersDefinitionProperty(hosts));
        open("job/job/build?delay=0sec", words);
        page.locator(".foreman-parameter-choice")
                .selectOption(new String[] {"host0001.example.com", "host0003.example.com"});
        picture("parameters-" + words.language());
        page.locator("form[name=parameters] button").first().click();
        assertThat(page).not().hasURL(Pattern.compile("delay=0sec$"));
        jenkins.waitUntilNoActivity();

        assertThat(job.getLastBuild()
                        .getAction(ParametersAction.class)
                        .getParameter("HOSTS")
                        .getValue())
                .isEqualTo("host0001.example.com host0003.example.com");
    }
}
