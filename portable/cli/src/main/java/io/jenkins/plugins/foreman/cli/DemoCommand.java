package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Goes through the commands themselves, so that what is shown can be typed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows a job on the hosts of a simulated Foreman, and a rerun on the one that failed.")
final class DemoCommand implements Callable<Integer> {

    private static final double SPEED = 5;

    @Spec
    private CommandSpec command;

    @Option(names = "--hosts", defaultValue = "6", description = "Number of hosts. Default: ${DEFAULT-VALUE}.")
    private int hosts;

    @Override
    public Integer call() {
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .hosts(hosts)
                .clock(SimulatorClock.running(SPEED))
                .start()) {
            Map<String, String> variables = Map.of(
                    "FOREMAN_SERVER_URL",
                    simulator.uri().toString(),
                    "FOREMAN_USERNAME",
                    "rexuser",
                    "FOREMAN_PASSWORD",
                    "rexuser-token");
            CommandLine job = ForemanJob.commandLine(new Environment(variables::get, prompt -> null))
                    .setOut(command.commandLine().getOut())
                    .setErr(command.commandLine().getErr());
            int first = show(
                    job,
                    "run",
                    "--template",
                    "Run Command - Script Default",
                    "--search",
                    "name ~ host",
                    "--input",
                    "command=#sim lines=4 fail=host0003");
            int second = show(job, "rerun", "1", "--input", "command=uptime");
            return first == ExitCode.JOB_FAILED && second == ExitCode.OK ? ExitCode.OK : ExitCode.FAULT;
        }
    }

    private static int show(CommandLine job, String... args) {
        PrintWriter out = job.getOut();
        out.println(Stream.of(args)
                .map(arg -> arg.contains(" ") ? "'" + arg + "'" : arg)
                .collect(Collectors.joining(" ", "$ foreman-job ", "")));
        out.flush();
        int code = job.execute(args);
        out.println("(exit code " + code + ")");
        out.println();
        out.flush();
        return code;
    }
}
