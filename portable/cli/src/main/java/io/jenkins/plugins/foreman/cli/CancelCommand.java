package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.CancelResult;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.invocation.HostsCancel;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Asks Foreman to cancel a job invocation. Does not wait until it has stopped.")
final class CancelCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "ID", description = "Number of the job invocation.")
    private long id;

    @Option(names = "--force", description = "Give up on running processes at once instead of waiting for them.")
    private boolean force;

    @Option(
            names = "--search",
            paramLabel = "QUERY",
            description = "Cancel only on hosts that match, such as 'name ~ web' (remote execution 16.1 and newer).")
    private String search;

    @Override
    public Integer call() throws IOException {
        Foreman foreman = connection.foreman();
        Ghost.show(foreman, id);
        CancelResult result = search == null
                ? foreman.jobInvocations().cancel(id, force, null)
                : HostsCancel.send(foreman, id, force, search);
        if (!result.accepted()) {
            command.commandLine()
                    .getErr()
                    .println("foreman-job: There is nothing left to cancel in job invocation " + id + ".");
            return ExitCode.FOREMAN;
        }
        String where =
                search == null ? "" : " on " + hosts(result.cancelledTasks().size());
        command.commandLine().getOut().println("Foreman is cancelling job invocation " + id + where + ".");
        return ExitCode.OK;
    }

    private static String hosts(int count) {
        return count == 1 ? "one host" : count + " hosts";
    }
}
