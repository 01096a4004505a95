package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.simulator.SimulatorMain;
import io.jenkins.plugins.foreman.simulator.TlsMode;
import io.jenkins.plugins.foreman.simulator.VersionProfile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Starts a simulated Foreman on this machine to try things on, until it is interrupted.")
final class SimulateCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "3000",
            converter = Converters.Port.class,
            description = "Port to listen on. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--hosts",
            defaultValue = "25",
            converter = Converters.Positive.class,
            description = "Number of hosts. Default: ${DEFAULT-VALUE}.")
    private int hosts;

    @Option(
            names = "--profile",
            defaultValue = "REX_17_1",
            description = "Version to behave like: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private VersionProfile profile;

    @Option(
            names = "--speed",
            defaultValue = "1",
            converter = Converters.Speed.class,
            description = "How much faster than real time it runs. Default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(
            names = "--tls",
            defaultValue = "NONE",
            description = "Certificate: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private TlsMode tls;

    @Override
    public Integer call() throws InterruptedException {
        SimulatorMain.main("port=" + port, "hosts=" + hosts, "profile=" + profile, "speed=" + speed, "tls=" + tls);
        return ExitCode.OK;
    }
}
