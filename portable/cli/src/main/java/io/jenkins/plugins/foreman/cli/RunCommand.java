package io.jenkins.plugins.foreman.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a job template on hosts, shows their output, and ends as the job ends.",
            "An interrupt (Ctrl-C, SIGTERM) cancels the job in Foreman and waits until it has stopped. A second one stops"
                    + " waiting and says what may still run.",
            "Passwords of the job are taken from $FOREMAN_SSH_PASSWORD, $FOREMAN_SSH_KEY_PASSPHRASE and"
                    + " $FOREMAN_EFFECTIVE_USER_PASSWORD."
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private RequestOptions what;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private FollowOptions how;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new Follower(command, how).run(connection.foreman(), what.request(inputs.values()));
    }
}
