package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreateTest {

    private static final String ONE_HOST =
            "\"targeting_type\": \"static_query\", \"search_query\": \"name = host0001.example.com\"";

    private ForemanSimulator simulator;
    private ApiClient api;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder().manualClock().hosts(4).start();
        api = new ApiClient(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private ApiClient.Answer create(String template, String fields) throws Exception {
        int id = simulator.templates().template(template).id();
        return api.post(
                "/api/job_invocations",
                "{\"job_invocation\": {\"job_template_id\": " + id + ", " + ONE_HOST + ", " + fields + "}}");
    }

    @Test
    void aValueThatIsNotOfferedIsRefused() throws Exception {
        ApiClient.Answer answer =
                create("Service Action - Script Default", "\"inputs\": {\"action\": \"eat\", \"service\": \"ntp\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.errorMessage())
                .isEqualTo("Validation failed: Template service action - script default: "
                        + "Input action: Value is not included in the list");
    }

    @Test
    void hiddenValuesAreReceivedButNeverShown() throws Exception {
        ApiClient.Answer answer = create(
                "Deploy Application",
                "\"inputs\": {\"version\": \"7\", \"api_key\": \"s3cret\"}, \"password\": \"pw\"");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).doesNotContain("s3cret").doesNotContain("\"pw\"");
        assertThat(answer.at("/description").asText())
                .isEqualTo(
                        "Deploy Application with inputs version=\"7\" window=\"night\" api_key=\"***\" channel=\"stable\"");
        simulator.clock().advance(Duration.ofSeconds(1));
        assertThat(api.get("/api/job_invocations/1").text()).contains("*****").doesNotContain("s3cret");
        assertThat(simulator.jobInvocation(1).inputs()).containsEntry("api_key", "s3cret");
        assertThat(simulator.jobInvocation(1).password()).isEqualTo("pw");
    }

    @Test
    void inputsOfAForeignInputSetAreTakenExceptThoseExcluded() throws Exception {
        assertThat(create("Package Update With Checks", "\"inputs\": {\"ticket\": \"1\", \"package\": \"vim\"}")
                        .status())
                .isEqualTo(201);
        assertThat(create("Package Update With Checks", "\"inputs\": {\"ticket\": \"1\", \"options\": \"-v\"}")
                        .errorMessage())
                .isEqualTo("ERF42-7296 [Foreman::Exception]: Unknown input options for template "
                        + "Package Update With Checks");
    }

    @Test
    void aFeatureWithoutATemplateIsNotFound() throws Exception {
        ApiClient.Answer answer = api.post(
                "/api/job_invocations", "{\"job_invocation\": {\"feature\": \"ansible_run_host\", " + ONE_HOST + "}}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorMessage()).isEqualTo("Template with id '' was not found");
    }

    @Test
    void infrastructureHostsAreLeftOutSilentlyUnlessTheUserMayRunOnThem() throws Exception {
        simulator.fleet().host("host0002.example.com").infrastructure(true);

        api.as("rexuser").run("name ~ host", "x");
        api.run("name ~ host", "x");

        assertThat(simulator.jobInvocation(1).hosts()).hasSize(3).doesNotContain("host0002.example.com");
        assertThat(simulator.jobInvocation(2).hosts()).hasSize(4);
    }

    @Test
    void anOrganizationLimitsTheHosts() throws Exception {
        Taxonomy other = simulator.fleet().addOrganization("Other");
        simulator.fleet().host("host0002.example.com").organization(other);

        ApiClient.Answer answer = api.post(
                "/api/job_invocations?organization_id=" + other.id(),
                "{\"job_invocation\": {\"job_template_id\": 325, \"targeting_type\": \"static_query\","
                        + " \"search_query\": \"name ~ host\", \"inputs\": {\"command\": \"x\"}}}");

        assertThat(answer.at("/total_hosts").asInt()).isEqualTo(1);
        assertThat(answer.response().headers().firstValue("Foreman_current_organization"))
                .hasValue(other.id() + "; Other");
        assertThat(api.get("/api/job_invocations/1")
                        .at("/job_organization/name")
                        .asText())
                .isEqualTo("Other");
    }

    @Test
    void anUnknownOrganizationIsNotFoundInAShapeOfItsOwn() throws Exception {
        ApiClient.Answer answer = api.get("/api/job_invocations?organization_id=77");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("{\"message\":\"Organization with id 77 not found\"}");
    }

    @Test
    void aBookmarkGivesTheQuery() throws Exception {
        simulator.templates().bookmark("mine", "hosts", "name = host0003.example.com", true);
        int bookmark = 5;

        api.create("\"targeting_type\": \"static_query\", \"bookmark_id\": " + bookmark
                + ", \"inputs\": {\"command\": \"x\"}");

        assertThat(simulator.jobInvocation(1).hosts()).containsExactly("host0003.example.com");
    }

    @Test
    void aDynamicJobIsResolvedWhenItStarts() throws Exception {
        api.create("\"targeting_type\": \"dynamic_query\", \"search_query\": \"name ~ host\","
                + " \"inputs\": {\"command\": \"x\"}, \"scheduling\": {\"start_at\": \"2026-11-24 00:10\"}");
        simulator.fleet().add("host0005.example.com");

        simulator.clock().advance(Duration.ofMinutes(11));

        assertThat(simulator.jobInvocations().get(0).hosts()).hasSize(5);
    }

    @Test
    void aBadQueryLeavesAGhostBehind() throws Exception {
        assertThat(api.create("\"targeting_type\": \"static_query\", \"search_query\": \"bogus = 1\","
                                + " \"description_format\": \"marker-1\", \"inputs\": {\"command\": \"x\"}")
                        .status())
                .isEqualTo(400);

        assertThat(simulator.jobInvocation(1).ghost()).isTrue();
        assertThat(api.get("/api/job_invocations?search=description ~ marker-1")
                        .at("/results/0/status_label")
                        .asText())
                .isEqualTo("queued");
        assertThat(api.get("/api/job_invocations/1").status()).isEqualTo(500);
    }

    @Test
    void aRerunOfAStaticJobRunsOnAllHostsWhateverIsAskedFor() throws Exception {
        api.run("name ~ host", "#sim lines=1 fail=host0002");
        simulator.clock().advance(Duration.ofSeconds(20));

        api.post("/api/job_invocations/1/rerun", "{\"failed_only\": true}");

        assertThat(simulator.jobInvocation(2).query()).isEqualTo("name ^ (host0002.example.com)");
        assertThat(simulator.jobInvocation(2).hosts()).hasSize(4);
    }

    @Test
    void aRerunWithoutItsTemplateIsNotFoundWithAnErrorThatIsAString() throws Exception {
        api.run("name ~ host", "x");
        simulator.templates().remove("Run Command - Script Default");

        ApiClient.Answer answer = api.post("/api/job_invocations/1/rerun", "{}");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/error").asText())
                .isEqualTo("Could not rerun job 1 because its template could not be found");
    }

    @Test
    void aRerunDropsPasswords() throws Exception {
        api.create(ONE_HOST + ", \"inputs\": {\"command\": \"x\"}, \"password\": \"a\", \"ssh_user\": \"bob\","
                + " \"ssh\": {\"effective_user\": \"root2\", \"effective_user_password\": \"b\"}");
        assertThat(simulator.jobInvocation(1).effectiveUserPassword()).isEqualTo("b");

        api.post("/api/job_invocations/1/rerun", "{}");

        assertThat(simulator.jobInvocation(2).password()).isNull();
        assertThat(simulator.jobInvocation(2).effectiveUserPassword()).isNull();
        assertThat(simulator.jobInvocation(2).sshUser()).isEqualTo("bob");
        assertThat(simulator.jobInvocation(2).effectiveUser()).isEqualTo("root2");
    }
}
