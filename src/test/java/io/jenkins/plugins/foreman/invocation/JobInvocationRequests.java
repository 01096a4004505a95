package io.jenkins.plugins.foreman.invocation;

import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
                new JobOptions(null, null, 1, null, null, null, null, null, null),
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
        return new JobInvocationRequest(
                template, feature, hosts, search, null, false, false, inputs, null, options, secrets, Set.of());
    }
}
