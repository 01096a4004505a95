package io.jenkins.plugins.foreman.invocation;

import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import java.util.List;
import java.util.Map;

/** Requests that tests vary in one point. */
final class JobInvocationRequests {

    private JobInvocationRequests() {}

    static JobInvocationRequest oneAtATime(String command, String search) {
        return request(
                RunFixture.TEMPLATE,
                null,
                List.of(),
                search,
                Map.of("command", command),
                JobOptions.builder().concurrencyLevel(1).build(),
                JobSecrets.NONE);
    }

    static JobInvocationRequest template(String template, Map<String, String> inputs) {
        return request(template, null, List.of(), "name ~ host", inputs, JobOptions.DEFAULTS, JobSecrets.NONE);
    }

    static JobInvocationRequest request(
            String template,
            String feature,
            List<String> hosts,
            String search,
            Map<String, String> inputs,
            JobOptions options,
            JobSecrets secrets) {
        return JobInvocationRequest.builder()
                .jobTemplate(template)
                .feature(feature)
                .hosts(hosts)
                .searchQuery(search)
                .inputs(inputs)
                .options(options)
                .secrets(secrets)
                .build();
    }
}
