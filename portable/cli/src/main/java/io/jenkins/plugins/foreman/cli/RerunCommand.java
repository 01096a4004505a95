package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.JobSetting;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.RerunRequest;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Given;
import io.jenkins.plugins.foreman.invocation.RerunRequest.Hosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        description = {
            "Runs a job invocation again, on the hosts where it did not succeed.",
            "What Foreman does not tell of it, such as Ansible tags, has to be given; without it nothing is run."
        })
final class RerunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private SettingOptions settings;

    @Mixin
    private FollowOptions how;

    @Option(
            names = "--without",
            paramLabel = "SETTING",
            split = ",",
            description = "Run without this setting of the job: ansible, concurrency-level, execution-timeout,"
                    + " effective-user, inputs. For what Foreman does not tell of the job and it did not have.")
    private List<String> without = List.of();

    @Parameters(paramLabel = "ID", description = "Number of the job invocation.")
    private long id;

    @Option(names = "--all", description = "Run on all its hosts, not only on those where it did not succeed.")
    private boolean all;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Foreman foreman = connection.foreman();
        JobInvocation job = Ghost.show(foreman, id);
        Hosts which = all ? Hosts.ALL : Hosts.FAILED;
        Map<String, HostState> states = RerunRequest.states(foreman, job);
        warnOfMissing(job, states.size());
        List<String> hosts = which.of(states);
        if (hosts.isEmpty()) {
            command.commandLine().getOut().println("Job invocation " + id + " has no failed host, so nothing is run.");
            return ExitCode.OK;
        }
        Given given = new Given(inputs.values(), settings.options(), RerunRequest.without(without));
        for (String hidden : RerunRequest.hiddenInputs(job, given)) {
            throw new InvalidRequestException(() -> "Foreman hides the input " + hidden + " of job invocation " + id
                    + ". Give its value: --input-env " + hidden + "=VARIABLE");
        }
        List<JobSetting> untold = RerunRequest.untold(foreman, job, given);
        if (!untold.isEmpty()) {
            throw new InvalidRequestException(() -> refusal(untold));
        }
        JobSecrets secrets = RequestOptions.secrets(ForemanJob.environment(command));
        return new Follower(command, how).run(foreman, RerunRequest.of(foreman, job, hosts, given, secrets));
    }

    private void warnOfMissing(JobInvocation job, int shown) {
        Integer planned = job.counts().total();
        Integer targeted = job.counts().totalHosts();
        int all = Math.max(planned == null ? 0 : planned, targeted == null ? 0 : targeted);
        if (all > shown) {
            PrintWriter err = command.commandLine().getErr();
            err.println("foreman-job: " + (all - shown) + " of the " + all + (all == 1 ? " host" : " hosts")
                    + " of job invocation " + id
                    + " no longer exist, or this user may not see them. The job does not run on them again.");
            err.flush();
        }
    }

    private String refusal(List<JobSetting> untold) {
        String options = untold.stream()
                .map(setting -> setting == JobSetting.ANSIBLE
                        ? "--ansible-tags or --ansible-skip-tags"
                        : setting == JobSetting.INPUTS ? "--input" : "--" + setting.option())
                .collect(Collectors.joining(", "));
        String names = untold.stream().map(JobSetting::option).collect(Collectors.joining(","));
        return "Job invocation " + id
                + " is not run again, because it could run differently this time: Foreman does not"
                + " tell its " + names.replace(",", ", ") + ". Give " + options + ", or, if it had none, --without "
                + names + ".";
    }
}
