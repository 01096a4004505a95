package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.JobOptions.Ansible;
import io.jenkins.plugins.foreman.client.JobOptions.Recurrence;
import io.jenkins.plugins.foreman.client.NewJobInvocation.Targeting;
import java.util.HashSet;
import java.util.Set;

/** Writes the body of a create. */
final class CreateBody {

    private final ObjectNode job = Json.object();

    private CreateBody() {}

    static ObjectNode of(NewJobInvocation request) {
        CreateBody body = new CreateBody();
        put(body.job, "job_template_id", request.templateId());
        put(body.job, "feature", request.feature());
        put(body.job, "description_format", request.descriptionFormat());
        body.targeting(request.targeting());
        ObjectNode inputs = body.job.putObject("inputs");
        request.inputs().forEach(inputs::put);
        body.options(request.options(), request.secrets());
        ObjectNode wrapped = Json.object();
        wrapped.set("job_invocation", body.job);
        return wrapped;
    }

    /** What a message about the call must not show. */
    static Set<String> masked(NewJobInvocation request) {
        Set<String> masked = new HashSet<>();
        // shorter values would blot out half the message, and are no secrets
        request.inputs().values().stream().filter(value -> value.length() > 2).forEach(masked::add);
        JobSecrets secrets = request.secrets();
        for (String secret :
                new String[] {secrets.sshPassword(), secrets.keyPassphrase(), secrets.effectiveUserPassword()}) {
            if (secret != null) {
                masked.add(secret);
            }
        }
        return masked;
    }

    private void targeting(Targeting targeting) {
        job.put("targeting_type", targeting.dynamic() ? "dynamic_query" : "static_query");
        put(job, "search_query", targeting.searchQuery());
        put(job, "bookmark_id", targeting.bookmarkId());
        if (!targeting.hostIds().isEmpty()) {
            ArrayNode ids = job.putArray("host_ids");
            targeting.hostIds().forEach(ids::add);
        }
        if (targeting.randomizedOrdering() != null) {
            job.put("randomized_ordering", targeting.randomizedOrdering());
        }
    }

    private void options(JobOptions options, JobSecrets secrets) {
        ObjectNode ssh = Json.object();
        put(ssh, "effective_user", options.effectiveUser());
        put(ssh, "effective_user_password", secrets.effectiveUserPassword());
        putUnlessEmpty("ssh", ssh);
        put(job, "ssh_user", options.sshUser());
        put(job, "password", secrets.sshPassword());
        put(job, "key_passphrase", secrets.keyPassphrase());
        put(job, "execution_timeout_interval", options.executionTimeout());
        put(job, "time_to_pickup", options.timeToPickup());
        ObjectNode concurrency = Json.object();
        put(concurrency, "concurrency_level", options.concurrencyLevel());
        putUnlessEmpty("concurrency_control", concurrency);
        ObjectNode scheduling = Json.object();
        put(scheduling, "start_at", options.startAt());
        put(scheduling, "start_before", options.startBefore());
        putUnlessEmpty("scheduling", scheduling);
        Recurrence recurrence = options.recurrence();
        if (recurrence != null) {
            ObjectNode node = job.putObject("recurrence");
            put(node, "cron_line", recurrence.cronLine());
            put(node, "max_iteration", recurrence.maxIteration());
            put(node, "end_time", recurrence.endTime());
            put(node, "purpose", recurrence.purpose());
        }
        Ansible ansible = options.ansible();
        if (ansible != null) {
            ObjectNode node = job.putObject("ansible");
            put(node, "tags", ansible.tags());
            node.put("tags_flag", ansible.skipTags() ? "exclude" : "include");
        }
    }

    private void putUnlessEmpty(String name, ObjectNode node) {
        if (!node.isEmpty()) {
            job.set(name, node);
        }
    }

    /** A null leaves the field out, so that the template's or the server's default holds; instants become ISO 8601. */
    private static void put(ObjectNode node, String name, @CheckForNull Object value) {
        if (value instanceof Long) {
            node.put(name, (Long) value);
        } else if (value instanceof Integer) {
            node.put(name, (Integer) value);
        } else if (value != null) {
            node.put(name, value.toString());
        }
    }
}
