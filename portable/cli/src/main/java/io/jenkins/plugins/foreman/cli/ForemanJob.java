package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code foreman-job}: runs and looks at jobs of Foreman's remote execution. */
@Command(
        name = "foreman-job",
        mixinStandardHelpOptions = true,
        versionProvider = ForemanJob.Version.class,
        description = "Runs and looks at jobs of Foreman's remote execution.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:done; the job succeeded",
            "  1:the job failed",
            "  2:wrong usage",
            "  3:the job is unstable",
            "  4:Foreman cannot be reached or refused: connection, certificate, login, permission, no such job",
            " 70:a fault of this program",
            "130:aborted",
            "143:aborted by SIGTERM"
        },
        subcommands = {
            RunCommand.class,
            RerunCommand.class,
            ListCommand.class,
            ShowCommand.class,
            OutputCommand.class,
            CancelCommand.class,
            SimulateCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        })
public final class ForemanJob {

    private final Environment environment;

    ForemanJob(Environment environment) {
        this.environment = environment;
    }

    /** Runs one command and ends the process with one of the documented exit codes. */
    public static void main(String... args) {
        System.exit(commandLine(Environment.PROCESS).execute(args));
    }

    static CommandLine commandLine(Environment environment) {
        return new CommandLine(new ForemanJob(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(ForemanJob::sayWrongUsage)
                .setExecutionExceptionHandler(ForemanJob::sayFailure);
    }

    /** The environment that a command was started in. */
    static Environment environment(CommandSpec command) {
        return ((ForemanJob) command.root().userObject()).environment;
    }

    private static int sayWrongUsage(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        say(command, wrong.getMessage());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more information.");
        return ExitCode.USAGE;
    }

    private static int sayFailure(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof ForemanException) {
            say(command, failure.getMessage());
            return ExitCode.FOREMAN;
        }
        if (failure instanceof InvalidRequestException) {
            say(command, failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof InterruptedException) {
            say(command, "interrupted");
            return ExitCode.ABORTED;
        }
        failure.printStackTrace(command.getErr());
        return ExitCode.FAULT;
    }

    private static void say(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println("foreman-job: " + Text.line(message));
        err.flush();
    }

    /** The version of the plugin, from the manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ForemanJob.class.getPackage().getImplementationVersion();
            return new String[] {"foreman-job " + (version == null ? "unknown" : version)};
        }
    }
}
