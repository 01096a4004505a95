package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobSecrets;
import io.jenkins.plugins.foreman.client.JobTemplate;
import io.jenkins.plugins.foreman.client.NewJobInvocation;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Shows a job on many hosts of a simulated Foreman, and ends by itself.")
final class DemoCommand implements Callable<Integer> {

    private static final String TEMPLATE = "Run Command - Script Default";

    @Spec
    private CommandSpec command;

    @Option(names = "--hosts", defaultValue = "12", description = "Number of hosts. Default: ${DEFAULT-VALUE}.")
    private int hosts;

    @Override
    public Integer call() throws ForemanException, InterruptedException {
        try (ForemanSimulator simulator = ForemanSimulator.builder()
                .hosts(hosts)
                .clock(SimulatorClock.running(5))
                .start()) {
            PrintWriter out = command.commandLine().getOut();
            Foreman foreman = new Foreman(ForemanConnection.of(simulator.uri(), "rexuser", () -> "rexuser-token"));
            JobInvocation job = start(foreman);
            out.println("Started " + foreman.link("job_invocations/" + job.id()) + " on " + hosts + " hosts");
            while (!job.isStopped()) {
                Thread.sleep(500);
                job = foreman.jobInvocations().show(job.id());
                out.println(job.status().label() + ": " + job.counts().succeeded() + " succeeded, "
                        + job.counts().failed() + " failed, " + job.counts().pending() + " pending");
                out.flush();
            }
            return ExitCode.OK;
        }
    }

    private static JobInvocation start(Foreman foreman) throws ForemanException {
        JobTemplate template = foreman.lookups().templateByName(TEMPLATE);
        if (template == null) {
            throw new IllegalStateException("The simulator has no template " + TEMPLATE);
        }
        return foreman.jobInvocations()
                .create(new NewJobInvocation(
                        template.id(),
                        null,
                        new NewJobInvocation.Targeting("name ~ host", null, List.of(), false, null),
                        Map.of("command", "#sim lines=5 fail=host0003"),
                        null,
                        JobOptions.DEFAULTS,
                        JobSecrets.NONE));
    }
}
