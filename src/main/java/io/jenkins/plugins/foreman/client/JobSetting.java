package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every setting of a create, and where another run of the job has it from that knows nothing but what Foreman tells of the
 * first. A run of our own keeps its request, and with it all of them. The one list for who repeats a job: a field that a
 * create sends stands here.
 */
public enum JobSetting {
    /** What runs; a feature is only a name for a template. */
    TEMPLATE(Source.FOREMAN, "job_template_id", "feature"),

    /** Values that Foreman hides are told as being there, and have to be given. */
    INPUTS(
            job -> !job.path("pattern_template_invocations").isEmpty()
                    || !job.path("template_invocations").isEmpty(),
            "inputs"),

    RANDOMIZED(Source.FOREMAN, "randomized_ordering"),

    /** Told since there is one (REX 7.0). */
    SSH_USER(Source.FOREMAN, "ssh_user"),

    /** Told since there is one (REX 9.1). */
    TIME_TO_PICKUP(Source.FOREMAN, "time_to_pickup"),

    /** REX 12.0 and newer. */
    EFFECTIVE_USER(job -> job.has("effective_user"), "ssh.effective_user"),

    /** REX 15.0 and newer. */
    CONCURRENCY_LEVEL(job -> job.has("concurrency_level"), "concurrency_control.concurrency_level"),

    /** REX 15.0 and newer. */
    EXECUTION_TIMEOUT(job -> job.has("execution_timeout_interval"), "execution_timeout_interval"),

    /** No version. */
    ANSIBLE(job -> false, "ansible.tags", "ansible.tags_flag"),

    /** Nobody is told them, nor whether there were any. Without one that is needed, hosts refuse the job. */
    PASSWORDS(Source.CALLER, "password", "key_passphrase", "ssh.effective_user_password"),

    /** Some of those that the job ran on, by their names. */
    HOSTS(Source.CALLER, "targeting_type", "search_query", "bookmark_id", "host_ids"),

    /** Left out: another run starts now, and once. */
    TIME(
            Source.NONE,
            "scheduling.start_at",
            "scheduling.start_before",
            "recurrence.cron_line",
            "recurrence.max_iteration",
            "recurrence.end_time",
            "recurrence.purpose"),

    /** Left out: it names the job, and changes nothing on a host. */
    DESCRIPTION(Source.NONE, "description_format");

    private enum Source {
        /** Each version that takes it tells of it. */
        FOREMAN,
        /** Some do, or none. */
        FOREMAN_PERHAPS,
        CALLER,
        NONE
    }

    private final Source source;
    private final Predicate<JsonNode> told;
    private final List<String> fields;

    JobSetting(Source source, String... fields) {
        this(source, job -> true, fields);
    }

    JobSetting(Predicate<JsonNode> told, String... fields) {
        this(Source.FOREMAN_PERHAPS, told, fields);
    }

    JobSetting(Source source, Predicate<JsonNode> told, String... fields) {
        this.source = source;
        this.told = told;
        this.fields = List.of(fields);
    }

    /** Those that a reply about a job does not tell of, neither that they are set nor that they are not. */
    @NonNull
    static Set<JobSetting> untold(@NonNull JsonNode job) {
        Set<JobSetting> untold = EnumSet.noneOf(JobSetting.class);
        for (JobSetting setting : values()) {
            if (!setting.told.test(job)) {
                untold.add(setting);
            }
        }
        return untold;
    }

    /** Those that Foreman may not tell of: what can be named to run without. */
    @NonNull
    public static List<JobSetting> perhapsUntold() {
        return Arrays.stream(values())
                .filter(setting -> setting.source == Source.FOREMAN_PERHAPS)
                .toList();
    }

    /** Its fields in the body of a create, the outer name before a dot. */
    @NonNull
    List<String> fields() {
        return fields;
    }

    /** What the parameters of the steps call it. */
    @NonNull
    public String parameter() {
        StringBuilder name = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /** What the options of the command line call it. */
    @NonNull
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
