package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What to run and where. The engine checks it, in the same words as for a build. */
final class RequestOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-t", "--template"},
            paramLabel = "NAME",
            description = "Job template, by name or id.")
    private String template;

    @Option(names = "--feature", paramLabel = "LABEL", description = "Remote execution feature, instead of a template.")
    private String feature;

    @Option(
            names = {"-H", "--host"},
            paramLabel = "HOST",
            split = ",",
            description = "Run on this host; may be given several times.")
    private List<String> hosts = List.of();

    @Option(
            names = "--search",
            paramLabel = "QUERY",
            description = "Run on the hosts that match, in Foreman's syntax: 'hostgroup = web' ...")
    private String search;

    @Option(names = "--bookmark", paramLabel = "NAME", description = "Run on the hosts of a saved search.")
    private String bookmark;

    @Option(names = "--dynamic", description = "Search the hosts when the job starts, not when it is created.")
    private boolean dynamic;

    @Option(names = "--randomized", description = "Run on the hosts in random order.")
    private boolean randomized;

    @Option(names = "--description", paramLabel = "FORMAT", description = "Description, with %%{input} for inputs.")
    private String description;

    @Mixin
    private SettingOptions settings;

    @Option(
            names = "--start-at",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "Start later, such as 2030-12-24T18:00:00Z or '2030-12-24 18:00'.")
    private Instant startAt;

    @Option(
            names = "--start-before",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "Give up when it could not start by then.")
    private Instant startBefore;

    @ArgGroup(exclusive = false)
    private Repetition repetition;

    /** Each further run is a job invocation of its own, which nobody follows. */
    private static final class Repetition {
        @Option(
                names = "--cron",
                paramLabel = "LINE",
                required = true,
                description = "Repeat it, such as '30 2 * * *'; the first run is followed.")
        private String cronLine;

        @Option(
                names = "--max-iterations",
                paramLabel = "N",
                converter = Converters.Positive.class,
                description = "End the repetition after this many runs.")
        private Integer maxIteration;

        @Option(
                names = "--end-time",
                paramLabel = "TIME",
                converter = Converters.Time.class,
                description = "End the repetition then.")
        private Instant endTime;

        @Option(
                names = "--purpose",
                paramLabel = "NAME",
                description = "Name under which only one active repetition may exist.")
        private String purpose;
    }

    private JobOptions.Recurrence recurrence() {
        return repetition == null
                ? null
                : new JobOptions.Recurrence(
                        repetition.cronLine, repetition.maxIteration, repetition.endTime, repetition.purpose);
    }

    JobInvocationRequest request(Map<String, String> inputs) {
        JobOptions given = settings.options();
        return JobInvocationRequest.builder()
                .jobTemplate(template)
                .feature(feature)
                .hosts(hosts)
                .searchQuery(search)
                .bookmark(bookmark)
                .dynamic(dynamic)
                .randomized(randomized)
                .inputs(inputs)
                .descriptionFormat(description)
                .options(JobOptions.builder()
                        .sshUser(given.sshUser())
                        .effectiveUser(given.effectiveUser())
                        .concurrencyLevel(given.concurrencyLevel())
                        .executionTimeout(given.executionTimeout())
                        .timeToPickup(given.timeToPickup())
                        .startAt(startAt)
                        .startBefore(startBefore)
                        .recurrence(recurrence())
                        .ansible(given.ansible())
                        .build())
                .secrets(secrets(ForemanJob.environment(command)))
                .build();
    }

    /** The secrets of a run, which have no options for the same reason as the password. */
    static JobSecrets secrets(Environment environment) {
        return new JobSecrets(
                environment.variable("FOREMAN_SSH_PASSWORD"),
                environment.variable("FOREMAN_SSH_KEY_PASSPHRASE"),
                environment.variable("FOREMAN_EFFECTIVE_USER_PASSWORD"));
    }
}
