package io.jenkins.plugins.foreman.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ForemanServersJenkinsTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void keep(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void aSavedFormChangesNothing() throws Exception {
        ForemanServers.get().setServers(List.of(Samples.full("prod"), Samples.small("test")));
        ForemanServers.get().setDefaultServer("test");

        jenkins.configRoundtrip();

        List<ForemanServer> servers = ForemanServers.get().getServers();
        assertThat(servers).extracting(ForemanServer::getName).containsExactly("prod", "test");
        assertThat(servers.get(0)).usingRecursiveComparison().isEqualTo(Samples.full("prod"));
        assertThat(servers.get(1)).usingRecursiveComparison().isEqualTo(Samples.small("test"));
        assertThat(ForemanServers.get().getDefaultServer()).isEqualTo("test");
    }

    @Test
    void serversSurviveARestart() throws Throwable {
        ForemanServers.get().setServers(List.of(Samples.full("prod")));
        ForemanServers.get().setDefaultServer("prod");

        ForemanServers read = new ForemanServers();

        assertThat(read.getServers()).usingRecursiveComparison().isEqualTo(List.of(Samples.full("prod")));
        assertThat(read.getDefaultServer()).isEqualTo("prod");
    }

    @Test
    void aServerAddedInTheFormHasTheDefaults() throws Exception {
        HtmlForm form = form();
        HtmlFormUtil.getButtonByCaption(form, "Add Foreman server").click();
        inServer(form, "//input[@name='_.url']").setAttribute("value", "https://foreman.example.com");
        inServer(form, "//input[@name='_.name']").setAttribute("value", "prod");
        jenkins.submit(form);

        assertThat(ForemanServers.get().getServers())
                .usingRecursiveComparison()
                .isEqualTo(List.of(new ForemanServer("prod", "https://foreman.example.com", "")));
    }

    @Test
    void theLastServerCanBeRemovedInTheForm() throws Exception {
        ForemanServers.get().setServers(List.of(Samples.small("prod")));

        HtmlForm form = form();
        inServer(form, "//button[contains(@class,'repeatable-delete')]").click();
        jenkins.submit(form);

        assertThat(ForemanServers.get().getServers()).isEmpty();
    }

    private HtmlForm form() throws Exception {
        return jenkins.createWebClient().goTo("configure").getFormByName("config");
    }

    /** Something in the first server of the form; other parts of the page have fields of the same names. */
    private static HtmlElement inServer(HtmlForm form, String path) {
        return form.getFirstByXPath(".//div[contains(@class,'repeated-chunk')]"
                + "[.//input[@placeholder='https://foreman.example.com']]" + path);
    }

    @Test
    void twoServersOfOneNameAreNotSaved() throws Exception {
        ForemanServers.get().setServers(List.of(Samples.small("one"), Samples.small("two")));

        JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = web.goTo("configure").getFormByName("config");
        for (HtmlInput name : form.<HtmlInput>getInputsByName("_.name")) {
            if (name.getValue().equals("two")) {
                name.setValue("one");
            }
        }
        HtmlPage answer = jenkins.submit(form);

        assertThat(answer.asNormalizedText()).contains("There are two Foreman servers \"one\"");
        assertThat(ForemanServers.get().getServers())
                .extracting(ForemanServer::getName)
                .containsExactly("one", "two");
    }

    @Test
    void theSetterRefusesWhatTheFormRefuses() {
        assertThatThrownBy(() -> ForemanServers.get().setServers(List.of(Samples.small("a"), Samples.small("a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ForemanServers.get().getServers()).isEmpty();
    }
}
