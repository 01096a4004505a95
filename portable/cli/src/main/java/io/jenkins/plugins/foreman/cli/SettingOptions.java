package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Settings of a job, whether it runs for the first time or again. */
final class SettingOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--ssh-user", paramLabel = "LOGIN", description = "Login on the hosts.")
    private String sshUser;

    @Option(names = "--effective-user", paramLabel = "LOGIN", description = "User that the script runs as.")
    private String effectiveUser;

    @Option(
            names = {"--concurrency", "--concurrency-level"},
            paramLabel = "N",
            converter = Converters.Positive.class,
            description = "How many hosts run at a time.")
    private Integer concurrencyLevel;

    @Option(
            names = "--execution-timeout",
            paramLabel = "SECONDS",
            converter = Converters.Positive.class,
            description = "Time after which Foreman kills the run on a host.")
    private Integer executionTimeout;

    @Option(
            names = "--time-to-pickup",
            paramLabel = "SECONDS",
            converter = Converters.Positive.class,
            description = "Time within which a pull host must fetch the job.")
    private Integer timeToPickup;

    @Option(names = "--ansible-tags", paramLabel = "TAGS", description = "Tags of the Ansible playbook that run.")
    private String tags;

    @Option(
            names = "--ansible-skip-tags",
            paramLabel = "TAGS",
            description = "Tags of the Ansible playbook that are left out.")
    private String skipTags;

    /** The settings, without times. */
    @NonNull
    JobOptions options() {
        return JobOptions.builder()
                .sshUser(sshUser)
                .effectiveUser(effectiveUser)
                .concurrencyLevel(concurrencyLevel)
                .executionTimeout(executionTimeout)
                .timeToPickup(timeToPickup)
                .ansible(ansible())
                .build();
    }

    @CheckForNull
    private JobOptions.Ansible ansible() {
        if (tags != null && skipTags != null) {
            throw new ParameterException(
                    command.commandLine(), "Give only one of --ansible-tags and --ansible-skip-tags.");
        }
        if (tags != null) {
            return new JobOptions.Ansible(tags, false);
        }
        return skipTags == null ? null : new JobOptions.Ansible(skipTags, true);
    }
}
