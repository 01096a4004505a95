package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates a new job, because Foreman's own rerun takes all hosts of a static query, and drops passwords. */
@Command(
        name = "rerun",
        mixinStandardHelpOptions = true,
        description = "Runs a job invocation again, on the hosts where it did not succeed.")
final class RerunCommand implements Callable<Integer> {

    private static final String HIDDEN = "*****";

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private FollowOptions how;

    @Parameters(paramLabel = "ID", description = "Number of the job invocation.")
    private long id;

    @Option(names = "--all", description = "Run on all its hosts, not only on those where it did not succeed.")
    private boolean all;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Foreman foreman = connection.foreman();
        JobInvocation job = foreman.jobInvocations().show(id);
        if (!job.isStopped()) {
            throw new InvalidRequestException("Job invocation " + id + " has not ended yet.");
        }
        List<String> hosts = JobHosts.of(foreman.jobInvocations(), id).stream()
                .filter(host -> all || host.state() != HostState.SUCCESS)
                .map(JobHost::name)
                .toList();
        if (hosts.isEmpty()) {
            command.commandLine().getOut().println("Job invocation " + id + " has no failed host, so nothing is run.");
            return ExitCode.OK;
        }
        return new Follower(command, how).run(foreman, again(job).on(hosts));
    }

    private JobInvocationRequest again(JobInvocation job) throws InvalidRequestException {
        Long template = job.templateId();
        if (template == null) {
            throw new InvalidRequestException("Foreman does not tell the template of job invocation " + id + ".");
        }
        return new JobInvocationRequest(
                template.toString(),
                null,
                List.of(),
                null,
                null,
                false,
                false,
                values(job),
                null,
                JobOptions.of(job),
                RequestOptions.secrets(ForemanJob.environment(command)));
    }

    private Map<String, String> values(JobInvocation job) throws InvalidRequestException {
        Map<String, String> values = new LinkedHashMap<>();
        for (JobInvocation.InputValue input : job.inputs()) {
            if (input.value() != null) {
                values.put(input.name(), input.value());
            }
        }
        values.putAll(inputs.values());
        for (Map.Entry<String, String> value : values.entrySet()) {
            if (HIDDEN.equals(value.getValue())) {
                throw new InvalidRequestException("Foreman hides the input " + value.getKey() + " of job invocation "
                        + id + ". Give its value: --input-env " + value.getKey() + "=VARIABLE");
            }
        }
        return values;
    }
}
