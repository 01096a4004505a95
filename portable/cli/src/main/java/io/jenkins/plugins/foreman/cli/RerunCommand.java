package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import java.io.IOException;
import java.util.List;
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
        Hosts which = all ? Hosts.ALL : Hosts.FAILED;
        List<String> hosts = which.of(RerunRequest.states(foreman, job));
        if (hosts.isEmpty()) {
            command.commandLine().getOut().println("Job invocation " + id + " has no failed host, so nothing is run.");
            return ExitCode.OK;
        }
        for (String hidden : RerunRequest.hiddenInputs(job, inputs.values())) {
            throw new InvalidRequestException("Foreman hides the input " + hidden + " of job invocation " + id
                    + ". Give its value: --input-env " + hidden + "=VARIABLE");
        }
        JobSecrets secrets = RequestOptions.secrets(ForemanJob.environment(command));
        return new Follower(command, how).run(foreman, RerunRequest.of(job, hosts, inputs.values(), secrets));
    }
}
