package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Goes through the commands themselves, so that what is shown can be typed. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows a job on the hosts of a simulated Foreman, and a rerun on those that failed.")
final class DemoCommand implements Callable<Integer> {

    private static final double SPEED = 4;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--hosts",
            defaultValue = "40",
            converter = Converters.Positive.class,
            description = "Number of hosts. Default: ${DEFAULT-VALUE}.")
    private int hosts;

    @Option(
            names = "--page",
            description = "Show the first job on a page as well, and run it again from there, until interrupted.")
    private boolean page;

    @Override
    public Integer call() {
        DemoFleet fleet = new DemoFleet();
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .hosts(hosts)
                .clock(SimulatorClock.running(SPEED))
                .start()) {
            simulator.fleet().scripts(fleet::script);
            CommandLine job = jobOn(simulator);
            say("A simulated Foreman with " + hosts + " hosts runs at " + simulator.uri() + ", " + (int) SPEED
                    + " times as fast as a real one.");
            say("The build log of a job on all of them, as Jenkins would show it:");
            List<String> run = new ArrayList<>(List.of("run", "--template", "Run Command - Script Default"));
            run.addAll(List.of("--search", "name ~ host", "--input", "command=dnf -y update", "--log", "GROUPED"));
            if (page) {
                run.add("--page");
            }
            int first = show(job, run);
            if (page || ExitCode.isAborted(first)) {
                return first;
            }
            say("The hosts that failed have been mended meanwhile. The same job on those hosts, and no others:");
            int second = show(job, List.of("rerun", "1"));
            boolean asExpected = first == ExitCode.JOB_FAILED && second == ExitCode.OK;
            say(asExpected ? "Where to look next:" : "This is not what was to be expected; please report it.");
            if (asExpected) {
                say("  README.md                    how to install the plugin, and a first Jenkinsfile");
                say("  ./demo --page                the same job on a live page");
                say("  foreman-job simulate         a simulated Foreman to point a real Jenkins at");
                say("  foreman-job run --help       all that can be said of a job");
            }
            return asExpected ? ExitCode.OK : ExitCode.FAULT;
        }
    }

    private CommandLine jobOn(ForemanSimulator simulator) {
        Map<String, String> variables = Map.of(
                "FOREMAN_SERVER_URL", simulator.uri().toString(),
                "FOREMAN_USERNAME", "rexuser",
                "FOREMAN_PASSWORD", "rexuser-token");
        return ForemanJob.commandLine(new Environment(variables::get, prompt -> null))
                .setOut(command.commandLine().getOut())
                .setErr(command.commandLine().getErr());
    }

    private int show(CommandLine job, List<String> args) {
        say("");
        say(args.stream()
                .map(arg -> arg.contains(" ") ? "'" + arg + "'" : arg)
                .collect(Collectors.joining(" ", "$ foreman-job ", "")));
        int code = job.execute(args.toArray(String[]::new));
        say("(exit code " + code + ")");
        say("");
        return code;
    }

    private void say(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
