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
    void withoutTheDefaultServerThereIsNone() throws Exception {
        ForemanServers.get().setServers(List.of(Samples.small("prod"), Samples.small("test")));
        ForemanServers.get().setDefaultServer("prod");

        HtmlForm form = form();
        inServer(form, "//button[contains(@class,'repeatable-delete')]").click();
        jenkins.submit(form);

        assertThat(ForemanServers.get().getServers())
                .extracting(ForemanServer::getName)
                .containsExactly("test");
        assertThat(ForemanServers.get().getDefaultServer()).isNull();
    }

    private static HtmlInput nameOf(HtmlForm form, String server) {
        return form.<HtmlInput>getInputsByName("_.name").stream()
                .filter(input -> input.getValue().equals(server))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoServersOfOneNameAreSaidInTheForm() throws Exception {
        ForemanServers.get().setServers(List.of(Samples.small("one"), Samples.small("two")));
        HtmlForm form = form();
        HtmlInput second = nameOf(form, "two");
        second.setValue("one");

        second.fireEvent("input");
        assertThat(second.isValid()).isFalse();
        HtmlFormUtil.getButtonByCaption(form, "Save").click();
        assertThat(ForemanServers.get().getServers())
                .extracting(ForemanServer::getName)
                .containsExactly("one", "two");

        second.setValue("three");
        HtmlFormUtil.getButtonByCaption(form, "Save").click();
        assertThat(ForemanServers.get().getServers())
                .extracting(ForemanServer::getName)
                .containsExactly("one", "three");
    }

    @Test
    void twoServersOfOneNameAreRefusedWithoutTheForm() throws Exception {
        ForemanServers.get().setServers(List.of(Samples.small("one"), Samples.small("two")));
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            HtmlForm form = web.goTo("configure").getFormByName("config");
            form.setAttribute("novalidate", "novalidate");
            nameOf(form, "two").setValue("one");
            HtmlPage answer = jenkins.submit(form);

            assertThat(answer.asNormalizedText()).contains("There are two Foreman servers \"one\"");
        }
        assertThat(ForemanServers.get().getServers())
                .extracting(ForemanServer::getName)
                .containsExactly("one", "two");
    }

    @Test
    void numbersAreBoundedInTheForm() throws Exception {
        ForemanServers.get().setServers(List.of(Samples.small("one")));
        HtmlForm form = form();
        HtmlInput patience = (HtmlInput) inServer(form, "//input[@name='_.patience']");
        for (String number : List.of("-5", "0", "99999999999")) {
            patience.setValue(number);
            HtmlFormUtil.getButtonByCaption(form, "Save").click();
            assertThat(ForemanServers.get().getServers().get(0).getPatience())
                    .as(number)
                    .isEqualTo(30);
        }
        patience.setValue("31");
        HtmlFormUtil.getButtonByCaption(form, "Save").click();
        assertThat(ForemanServers.get().getServers().get(0).getPatience()).isEqualTo(31);
    }

    @Test
    void theSetterRefusesWhatTheFormRefuses() {
        assertThatThrownBy(() -> ForemanServers.get().setServers(List.of(Samples.small("a"), Samples.small("a"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ForemanServers.get().getServers()).isEmpty();
    }
}
