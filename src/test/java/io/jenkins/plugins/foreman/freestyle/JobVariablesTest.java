package io.jenkins.plugins.foreman.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What later steps get of a job, whatever its server calls its hosts. */
class JobVariablesTest {

    /** As they are kept, since there is no environment of a build without Jenkins. */
    private static Map<?, ?> variables(Map<String, Object> job) throws Exception {
        Field kept = JobVariables.class.getDeclaredField("variables");
        kept.setAccessible(true);
        return (Map<?, ?>) kept.get(new JobVariables(job));
    }

    private static Map<String, Object> job(List<String> failed) {
        Map<String, Object> job = new HashMap<>();
        job.put("id", 7);
        job.put("url", "https://foreman.example.com/job_invocations/7");
        job.put("total", failed.size());
        job.put("failedHosts", failed);
        return job;
    }

    @Test
    void isWhatTheStepWouldGiveBack() throws Exception {
        assertThat(variables(job(List.of("a.example.com", "b.example.com"))))
                .isEqualTo(Map.of(
                        "FOREMAN_JOB_ID", "7",
                        "FOREMAN_JOB_URL", "https://foreman.example.com/job_invocations/7",
                        "FOREMAN_JOB_TOTAL", "2",
                        "FOREMAN_JOB_FAILED_HOSTS", "a.example.com b.example.com"));
    }

    @Test
    void namesNoHostThatACommandCouldBeHiddenIn() throws Exception {
        assertThat(variables(job(List.of("a&del *", "$(id)", "b.example.com", "-rf", "c;d", "e`f`", "%PATH%")))
                        .get("FOREMAN_JOB_FAILED_HOSTS"))
                .isEqualTo("b.example.com");
    }

    @Test
    void namesWholeHostsUpToABound() throws Exception {
        List<String> many = IntStream.range(0, 1000)
                .mapToObj("host%04d.example.com"::formatted)
                .toList();
        String names = variables(job(many)).get("FOREMAN_JOB_FAILED_HOSTS").toString();

        assertThat(names).hasSizeBetween(JobVariables.MOST_NAMES - 30, JobVariables.MOST_NAMES);
        assertThat(names.split(" ")).allMatch(many::contains);
    }
}
