package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private ForemanSimulator simulator;
    private ApiClient api;

    @BeforeEach
    void start() {
        simulator = ForemanSimulator.builder().manualClock().hosts(30).start();
        api = new ApiClient(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aTemplateIsFoundByItsExactNameAmongSimilarOnes() throws Exception {
        JsonNode found = api.get("/api/job_templates?search=name=%22Run+Command+-+Script+Default%22+and+snippet=false")
                .json();

        assertThat(found.path("subtotal").asInt()).isEqualTo(1);
        assertThat(found.at("/results/0/id").asInt()).isEqualTo(325);
        assertThat(found.at("/results/0/description_format").asText()).isEqualTo("Run %{command}");
        assertThat(api.get("/api/job_templates?search=name+~+%22Run+Command%22")
                        .at("/subtotal")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aTemplateHiddenFromAUserIsNotThere() throws Exception {
        simulator.templates().template("Deploy Application").hideFrom("rexuser");
        int id = simulator.templates().template("Deploy Application").id();

        assertThat(api.as("rexuser").get("/api/job_templates/" + id).status()).isEqualTo(404);
        assertThat(api.get("/api/job_templates/" + id).status()).isEqualTo(200);
    }

    @Test
    void aTemplateShowsItsInputsInShortAndTheirOwnAddressShowsThemInFull() throws Exception {
        int id = simulator.templates().template("Deploy Application").id();

        JsonNode brief = api.get("/api/job_templates/" + id).at("/template_inputs/3");
        JsonNode full = api.get("/api/templates/" + id + "/template_inputs").at("/results/3");

        assertThat(brief.has("options")).isFalse();
        assertThat(full.path("options")).hasSize(2);
        assertThat(full.path("default").asText()).isEqualTo("stable");
        assertThat(api.get("/api/templates/" + id + "/template_inputs")
                        .at("/results/2/hidden_value")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void inputDetailsCanBeTurnedOn() throws Exception {
        try (ForemanSimulator detailed =
                ForemanSimulator.builder().templateInputDetails(true).start()) {
            assertThat(new ApiClient(detailed)
                            .get("/api/job_templates/325")
                            .at("/template_inputs/0/required")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void foreignInputSetsSayWhereTheOtherInputsComeFrom() throws Exception {
        int id = simulator.templates().template("Package Update With Checks").id();

        JsonNode set = api.get("/api/templates/" + id + "/foreign_input_sets").at("/results/0");

        assertThat(set.path("target_template_name").asText()).isEqualTo("Package Action - Script Default");
        assertThat(set.path("include_all").asBoolean()).isTrue();
        assertThat(set.path("exclude").asText()).isEqualTo("options");
    }

    @Test
    void featuresAreNeitherPagedNorSearched() throws Exception {
        JsonNode features = api.get("/api/remote_execution_features?search=label=run_script&per_page=1")
                .at("/results");

        assertThat(features).hasSize(3);
        assertThat(features.get(0).path("job_template_id").asInt()).isEqualTo(325);
        assertThat(features.get(2).path("job_template_id").isNull()).isTrue();
    }

    @Test
    void hostsComeThinAndCounted() throws Exception {
        JsonNode hosts =
                api.get("/api/hosts?search=name+~+host001&thin=true&per_page=3").json();

        assertThat(hosts.path("total").asInt()).isEqualTo(30);
        assertThat(hosts.path("subtotal").asInt()).isEqualTo(10);
        assertThat(hosts.at("/results/0").toString()).isEqualTo("{\"id\":10,\"name\":\"host0010.example.com\"}");
        assertThat(api.get("/api/hosts").at("/results")).hasSize(20);
        assertThat(api.get("/api/hosts?per_page=all").at("/results")).hasSize(30);
    }

    @Test
    void bookmarksCanBeSearchedByController() throws Exception {
        assertThat(api.get("/api/bookmarks?search=controller=hosts").at("/results"))
                .hasSize(2);
    }

    @Test
    void listsThatNeedAPermissionSaySo() throws Exception {
        assertThat(api.as("rexuser").get("/api/organizations").status()).isEqualTo(403);
        assertThat(api.as("rexuser").get("/api/plugins").status()).isEqualTo(403);
        assertThat(api.as("nobody")
                        .get("/api/hosts")
                        .at("/error/missing_permissions/0")
                        .asText())
                .isEqualTo("view_hosts");
        assertThat(api.get("/api/organizations").at("/results/0/title").asText())
                .isEqualTo("Default Organization");
    }

    @Test
    void everybodyMayAskForTheirPermissions() throws Exception {
        JsonNode permissions = api.as("rexmanager")
                .get("/api/v2/permissions/current_permissions")
                .at("/results");

        assertThat(permissions.findValuesAsText("name"))
                .contains("create_job_invocations", "cancel_job_invocations")
                .doesNotContain("view_plugins");
    }

    @Test
    void aTaskIsSeenByItsOwnerAndByWhoMaySeeAll() throws Exception {
        api.as("rexuser").run("name ~ host", "x");
        String id = api.get("/api/job_invocations/1").at("/task/id").asText();

        assertThat(api.as("rexuser").get("/foreman_tasks/api/tasks/" + id).status())
                .isEqualTo(200);
        assertThat(api.as("rexmanager").get("/foreman_tasks/api/tasks/" + id).status())
                .isEqualTo(404);
        assertThat(api.as("rextask")
                        .get("/foreman_tasks/api/tasks/" + id)
                        .at("/state")
                        .asText())
                .isEqualTo("running");
    }
}
