package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocations.RerunHosts;
import io.jenkins.plugins.foreman.invocation.ForemanRerun;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rerun-by-foreman",
        mixinStandardHelpOptions = true,
        description = {
            "Has Foreman itself run a job invocation again, on all its hosts unless others are chosen. Does not wait for"
                    + " the new one.",
            "Foreman does not take over passwords, and takes all hosts of a job with a static query whatever is chosen;"
                    + " rerun runs on exactly the hosts that are meant."
        })
final class RerunByForemanCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(index = "0", paramLabel = "ID", description = "Number of the job invocation.")
    private long id;

    @ArgGroup
    private Choice choice = new Choice();

    @Option(
            names = "--allow-all-hosts",
            description = "Start it even where Foreman overlooks the choice of hosts and takes all of them.")
    private boolean allowAllHosts;

    private static final class Choice {
        @Option(names = "--failed", description = "Only on the hosts where it failed.")
        private boolean failed;

        @Option(names = "--succeeded", description = "Only on the hosts where it succeeded.")
        private boolean succeeded;

        @Option(names = "--hosts", paramLabel = "HOST", split = ",", description = "Only on these hosts.")
        private List<String> hosts = List.of();

        private RerunHosts which() {
            if (!hosts.isEmpty()) {
                return RerunHosts.LISTED;
            }
            return failed ? RerunHosts.FAILED_ONLY : succeeded ? RerunHosts.SUCCEEDED_ONLY : RerunHosts.ALL;
        }
    }

    @Override
    public Integer call() throws IOException {
        Foreman foreman = connection.foreman();
        Ghost.show(foreman, id);
        JobInvocation again = new ForemanRerun(foreman, id).start(choice.which(), choice.hosts, allowAllHosts);
        command.commandLine()
                .getOut()
                .println("Foreman runs job invocation " + id + " again as job invocation " + again.id() + ": "
                        + foreman.jobLink(again.id()));
        return ExitCode.OK;
    }
}
