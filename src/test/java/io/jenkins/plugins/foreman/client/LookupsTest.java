package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.JobTemplate.TemplateInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookupsTest {

    private static final String TEMPLATE =
            "{\"id\":5,\"name\":\"T\",\"template_inputs\":[" + "{\"id\":1,\"name\":\"own\",\"input_type\":\"user\"}]}";

    private final StubForeman server = new StubForeman();
    private final Lookups lookups = server.client().lookups();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void inputsComeFromTheTemplateAndItsForeignSetsWithIncludeExcludeAndRecursion() throws Exception {
        server.reply(200, TEMPLATE)
                .reply(
                        200,
                        results("{\"id\":1,\"name\":\"own\",\"required\":true,\"options\":[\"a\",\"b\"],"
                                + "\"input_type\":\"user\",\"description\":\"Own\",\"default\":\"a\"}"))
                .reply(
                        200,
                        results("{\"target_template_id\":6,\"include_all\":true,\"exclude\":\"x, y\"},"
                                + "{\"target_template_id\":7,\"include_all\":false,\"include\":\"p , q\"}"))
                // template 6 takes over from 7 and, in a circle, from 5
                .reply(200, results(input("x") + "," + input("z")))
                .reply(
                        200,
                        results("{\"target_template_id\":5,\"include_all\":true},"
                                + "{\"target_template_id\":7,\"include_all\":true,\"exclude\":\"p,other\"}"))
                // and 7 is asked once, although two take something over from it
                .reply(200, results(input("deep") + "," + input("y") + "," + input("p") + "," + input("other")))
                .reply(200, results(""));

        JobTemplate template = lookups.template(5);

        assertThat(template.inputs()).extracting(TemplateInput::name).containsExactly("own", "z", "deep", "p");
        assertThat(template.inputsComplete()).isTrue();
        TemplateInput own = template.inputs().get(0);
        assertThat(own.required()).isTrue();
        assertThat(own.options()).containsExactly("a", "b");
        assertThat(own.defaultValue()).isEqualTo("a");
        assertThat(server.received())
                .extracting(StubForeman.Received::path)
                .containsSequence("/api/job_templates/5", "/api/templates/5/template_inputs");
    }

    @Test
    void whatTheTemplateSaysOfItsInputsServesWhereTheListMayNotBeSeen() throws Exception {
        server.reply(200, TEMPLATE)
                .reply(403, "{\"error\":{\"message\":\"Access denied\"}}")
                .reply(404, "{\"status\":404,\"error\":\"Not Found\"}");

        JobTemplate template = lookups.template(5);

        assertThat(template.inputsComplete()).isFalse();
        assertThat(template.inputs())
                .singleElement()
                .satisfies(input -> assertThat(input.name()).isEqualTo("own"))
                .satisfies(input -> assertThat(input.isUserInput()).isTrue());
    }

    /** Nine templates, each of which takes everything over twice from the next. */
    @Test
    void aGraphOfTemplatesIsAskedForTemplateByTemplate() throws Exception {
        server.reply(200, TEMPLATE);
        for (int id = 5; id < 14; id++) {
            String set = "{\"target_template_id\":" + (id + 1) + ",\"include_all\":true}";
            server.reply(200, results(input("input" + id))).reply(200, results(id < 13 ? set + "," + set : ""));
        }

        assertThat(lookups.template(5).inputs()).hasSize(9);
        assertThat(server.received()).hasSize(19);
    }

    @Test
    void aGraphOfTemplatesWithoutEndEnds() throws Exception {
        server.reply(200, TEMPLATE);
        for (int id = 5; id < 105; id++) {
            server.reply(200, results(input("input" + id)))
                    .reply(200, results("{\"target_template_id\":" + (id + 1) + ",\"include_all\":true}"));
        }

        JobTemplate template = lookups.template(5);

        assertThat(template.inputsComplete()).isFalse();
        assertThat(server.received()).hasSize(101);
    }

    @Test
    void theDefaultOfAHiddenInputIsLeftOutThoughForemanSendsIt() throws Exception {
        server.reply(200, TEMPLATE)
                .reply(
                        200,
                        results("{\"id\":1,\"name\":\"token\",\"hidden_value\":true,\"default\":\"s3cret\","
                                + "\"options\":\"a \\r\\n b\\n\"}"))
                .reply(200, results(""));

        TemplateInput token = lookups.template(5).inputs().get(0);

        assertThat(token.hidden()).isTrue();
        assertThat(token.defaultValue()).isNull();
        assertThat(token.options()).containsExactly("a", "b");
    }

    @Test
    void aNameIsQuotedAndMustMatchExactly() throws Exception {
        server.reply(200, results("{\"id\":1,\"name\":\"a \\\"B\\\"\"},{\"id\":2,\"name\":\"A \\\"b\\\"\"}"));

        assertThat(lookups.templateByName("A \"b\"").id()).isEqualTo(2);
        assertThat(java.net.URLDecoder.decode(server.last().query(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("search=(name = \"A \\\"b\\\"\") and snippet = false&");
    }

    @Test
    void aFeatureMayHaveNoTemplate() throws Exception {
        server.reply(200, results("{\"id\":1,\"label\":\"l\",\"job_template_id\":null},{\"name\":\"no label\"}"));

        assertThat(lookups.features()).containsExactly(new Lookups.Feature(1, "l", "l", null, null, null));
    }

    private static String input(String name) {
        return "{\"id\":9,\"name\":\"" + name + "\",\"input_type\":\"user\"}";
    }

    private static String results(String results) {
        return "{\"total\":1,\"results\":[" + results + "]}";
    }
}
