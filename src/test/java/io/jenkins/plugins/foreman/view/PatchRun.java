package io.jenkins.plugins.foreman.view;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.JobInvocationRun;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import io.jenkins.plugins.foreman.invocation.Threshold;
import io.jenkins.plugins.foreman.invocation.VirtualScheduler;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.SimHost;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import io.jenkins.plugins.foreman.simulator.SmartProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Patches on 48 hosts of a simulated Foreman, of which seven fail for three reasons: the run of the pictures in the
 * documents, the same to the letter whenever it is made.
 */
public final class PatchRun implements AutoCloseable {

    private static final Duration LISTED = Duration.ofSeconds(2);

    private final SimulatorClock clock = SimulatorClock.manual(Instant.parse("2026-11-24T10:52:00Z"));
    private final ForemanSimulator foreman =
            ForemanSimulator.builder().clock(clock).hosts(0).start();
    private final VirtualScheduler scheduler = new VirtualScheduler(clock);
    private final RunRecord record;

    /** Begins it. */
    public PatchRun(Path directory) throws IOException {
        SmartProxy ams = foreman.fleet().addSmartProxy("proxy-ams.example.com");
        SmartProxy fra = foreman.fleet().addSmartProxy("proxy-fra.example.com");
        for (int i = 1; i <= 48; i++) {
            String site = i % 7 < 4 ? "ams" : "fra";
            String name = i <= 16 ? String.format("db-%02d", i) : String.format("web-%02d", i - 16);
            SimHost host = foreman.fleet().add(name + "." + site + ".example.com");
            host.smartProxy(site.equals("ams") ? ams : fra).script(script(i));
            host.operatingsystem(i <= 16 ? "RedHat 9.4" : "Debian 12")
                    .hostgroup(i <= 16 ? 1 : 2, i <= 16 ? "db" : "web");
        }
        record = RunRecord.create(
                directory, RecordLimits.DEFAULT, RunHead.started("https://foreman.example.com", clock.instant()));
        ServerBudget budget = new ServerBudget(scheduler, 4, 6000);
        Foreman client = new Foreman(ForemanConnection.of(foreman.uri(), "admin", () -> "changeme"));
        RunListener live = new RunListener() {
            @Override
            public boolean wantsLive(int attempt, long hostId) {
                return true;
            }
        };
        new JobInvocationRun(client, budget, record, request(), settings(), live, new Random(1)).start();
    }

    private static HostScript script(int host) {
        Duration second = Duration.ofSeconds(1);
        HostScript.Builder script = HostScript.builder()
                .stdout(
                        second,
                        "\u001b[1mLast metadata expiration check\u001b[0m: 0:42:07 ago on Tue 24 Nov 2026.\r\n");
        return switch (host) {
            case 5, 23, 34, 39 ->
                script.stderr(
                                Duration.ofSeconds(5),
                                "Error: Failed to download metadata for repo 'baseos': Cannot download repomd.xml:"
                                        + " All mirrors were tried\n")
                        .duration(Duration.ofSeconds(6))
                        .exit(1)
                        .build();
            case 2, 11 ->
                script.stdout(Duration.ofSeconds(2), "Dependencies resolved.\r\nRunning transaction\r\n")
                        .stderr(
                                Duration.ofSeconds(9),
                                "Error: Transaction test error:\n  installing package openssl-libs-3.2.2-6.el9 needs "
                                        + (host + 12) + "MB more space on the / filesystem\n")
                        .duration(Duration.ofSeconds(9))
                        .exit(1)
                        .build();
            case 45 -> HostScript.unreachable();
            default -> upgrade(script, 14 + host * 11 % 37);
        };
    }

    private static HostScript upgrade(HostScript.Builder script, int seconds) {
        script.stdout(Duration.ofSeconds(2), "Dependencies resolved.\r\n\u001b[32mUpgrading\u001b[0m:\r\n");
        for (int percent = 0; percent <= 100; percent += 10) {
            script.stdout(
                    Duration.ofMillis(3000 + (seconds - 5) * 10L * percent),
                    String.format("\rDownloading packages [%-10s] %3d%%", "=".repeat(percent / 10), percent));
        }
        return script.stdout(
                        Duration.ofSeconds(seconds - 1L),
                        "\r\nRunning transaction\r\n  Upgrading : openssl-libs-1:3.2.2-6.el9.x86_64\r\n"
                                + "\u001b[1;32mComplete!\u001b[0m\r\n")
                .duration(Duration.ofSeconds(seconds))
                .exit(0)
                .build();
    }

    private static JobInvocationRequest request() {
        return JobInvocationRequest.builder()
                .jobTemplate("Run Command - Script Default")
                .searchQuery("name ~ example.com")
                .inputs(Map.of("command", "dnf -y update"))
                .descriptionFormat("Monthly patches, wave 2")
                .build();
    }

    private static RunSettings settings() {
        RunSettings usual = RunSettings.DEFAULTS;
        return RunSettings.builder()
                .retryPause(usual.retryPause())
                .failureThreshold(Threshold.parse("20%"))
                .unstableThreshold(Threshold.parse("0"))
                .pollInterval(LISTED)
                .patience(usual.patience())
                .readAllLive(true)
                .build();
    }

    /** Lets time pass. */
    public PatchRun after(Duration span) {
        scheduler.runFor(span);
        return this;
    }

    /** Lets it come to its end. */
    public PatchRun toEnd() {
        scheduler.runUntil(() -> !goesOn());
        return this;
    }

    /** What a page shows of it, at the time that it is there. */
    public RunsView view() {
        return new RunsView(() -> List.of(new ViewedRun(record, "patch-production #7")), clock);
    }

    public boolean goesOn() {
        return record.head().outcome() == null;
    }

    public Instant now() {
        return clock.instant();
    }

    @Override
    public void close() throws IOException {
        record.close();
        foreman.close();
    }
}
