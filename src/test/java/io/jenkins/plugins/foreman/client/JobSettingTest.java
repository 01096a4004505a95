package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.foreman.client.NewJobInvocation.Targeting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JobSettingTest {

    private static final Instant TIME = Instant.parse("2031-05-05T10:30:00Z");

    @Test
    void everyFieldThatACreateSendsStandsInTheListOnce() {
        JobOptions options = JobOptions.builder()
                .sshUser("deploy")
                .effectiveUser("oracle")
                .concurrencyLevel(5)
                .executionTimeout(60)
                .timeToPickup(120)
                .startAt(TIME)
                .startBefore(TIME)
                .recurrence(new JobOptions.Recurrence("5 * * * *", 3, TIME, "nightly"))
                .ansible(new JobOptions.Ansible("a,b", true))
                .build();
        JobSecrets secrets = new JobSecrets("ssh-secret", "key-secret", "sudo-secret");
        Set<String> sent = new TreeSet<>();
        for (Targeting targeting : List.of(
                new Targeting("name ~ host", 12L, List.of(3L), true, true),
                new Targeting(null, null, List.of(3L), false, null))) {
            addLeaves(
                    CreateBody.of(new NewJobInvocation(
                                    325L, "feature", targeting, Map.of("command", "x"), "[m]", options, secrets))
                            .path("job_invocation"),
                    "",
                    sent);
        }

        List<String> listed = Arrays.stream(JobSetting.values())
                .flatMap(setting -> setting.fields().stream())
                .toList();

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(sent);
    }

    private static void addLeaves(JsonNode node, String prefix, Set<String> leaves) {
        node.properties().forEach(field -> {
            String name = prefix + field.getKey();
            if (field.getValue().isObject() && !name.equals("inputs")) {
                addLeaves(field.getValue(), name + ".", leaves);
            } else {
                leaves.add(name);
            }
        });
    }

    @Test
    void whatAReplyDoesNotMentionIsUntoldAndWhatItGivesAsNullIsNot() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(JobSetting.untold(json.readTree("{}"))).containsExactlyElementsOf(JobSetting.perhapsUntold());
        assertThat(JobSetting.untold(json.readTree("""
                {"effective_user": null, "concurrency_level": null, "execution_timeout_interval": null,
                 "pattern_template_invocations": [{}]}"""))).containsExactly(JobSetting.ANSIBLE);
        assertThat(JobSetting.untold(json.readTree("{\"pattern_template_invocations\": null}")))
                .contains(JobSetting.INPUTS);
        assertThat(JobSetting.untold(json.readTree("{\"template_invocations\": [{}]}")))
                .doesNotContain(JobSetting.INPUTS);
    }

    @Test
    void itsNamesAreThoseOfParametersAndOptions() {
        List<String> names = new ArrayList<>();
        JobSetting.perhapsUntold().forEach(setting -> names.add(setting.parameter() + " " + setting.option()));

        assertThat(names)
                .containsExactly(
                        "inputs inputs",
                        "effectiveUser effective-user",
                        "concurrencyLevel concurrency-level",
                        "executionTimeout execution-timeout",
                        "ansible ansible");
    }
}
