package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.Charset;
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
            " 70:a fault of this program or machine",
            "130:aborted",
            "143:aborted by SIGTERM"
        },
        subcommands = {
            RunCommand.class,
            RerunCommand.class,
            RerunByForemanCommand.class,
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
        for (String arg : args) {
            if (arg.indexOf('\ufffd') >= 0) {
                System.err.println("foreman-job: An argument cannot be read in the character set of this environment ("
                        + Charset.defaultCharset() + "). Set LC_ALL=C.UTF-8.");
                System.exit(ExitCode.USAGE);
            }
        }
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
        if (failure instanceof ForemanException refusal) {
            say(command, refusal.getMessage());
            if (refusal.kind() == ForemanException.Kind.TLS_UNTRUSTED) {
                say(command, "Here the certificate of the authority is given with --ca FILE.");
            }
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
        IOException machine = machineFault(failure);
        if (machine instanceof BindException) {
            say(command, "This port is in use here, or may not be used. Choose another one.");
            return ExitCode.USAGE;
        }
        if (machine != null) {
            say(command, machine.getMessage() == null ? machine.toString() : machine.getMessage());
            return ExitCode.FAULT;
        }
        say(command, "This is a fault of foreman-job itself; please report it with what follows.");
        failure.printStackTrace(command.getErr());
        return ExitCode.FAULT;
    }

    /** What this machine refused, such as a port or the disk; null for faults of the program. */
    @CheckForNull
    private static IOException machineFault(Exception failure) {
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        return cause instanceof IOException fault ? fault : null;
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
