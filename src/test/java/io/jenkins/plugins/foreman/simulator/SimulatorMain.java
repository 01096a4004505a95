package io.jenkins.plugins.foreman.simulator;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Starts a simulator for people to play with, on the loopback address alone. */
public final class SimulatorMain {

    private SimulatorMain() {}

    /**
     * Starts it and stays until the process is ended.
     *
     * @param args {@code port=3000 hosts=25 profile=REX_17_1 speed=1 tls=NONE}, all optional
     */
    public static void main(String... args) throws InterruptedException {
        ForemanSimulator simulator = start(args);
        greet(simulator, System.out);
        Thread.currentThread().join();
    }

    static ForemanSimulator start(String... args) {
        Map<String, String> options = new HashMap<>();
        for (String arg : args) {
            String[] parts = arg.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0].toLowerCase(Locale.ROOT), parts.length > 1 ? parts[1] : "");
        }
        ForemanSimulator simulator = ForemanSimulator.builder()
                .port(Integer.parseInt(options.getOrDefault("port", "3000")))
                .hosts(Integer.parseInt(options.getOrDefault("hosts", "25")), "host%02d.example.com")
                .profile(VersionProfile.valueOf(options.getOrDefault("profile", "REX_17_1")))
                .clock(SimulatorClock.running(Double.parseDouble(options.getOrDefault("speed", "1"))))
                .tls(TlsMode.valueOf(options.getOrDefault("tls", "NONE")))
                .start();
        simulator.fleet().all().forEach(host -> {
            host.operatingsystem("RedHat 9.4");
            host.hostgroup(host.id() % 2 + 1, host.id() % 2 == 0 ? "web" : "database");
        });
        return simulator;
    }

    static void greet(ForemanSimulator simulator, PrintStream out) {
        out.println("A simulated Foreman " + simulator.profile().foremanVersion() + " with remote execution "
                + simulator.profile().rexVersion() + " listens on " + simulator.uri());
        out.println("It has " + simulator.fleet().size() + " hosts, from "
                + simulator.fleet().all().iterator().next().name() + " on.");
        out.println();
        out.println("Users      admin / changeme                  may everything");
        out.println("           rexmanager / rexmanager-password  runs and cancels jobs");
        out.println("           rexuser / rexuser-password        runs jobs, may not cancel them");
        out.println("           viewer / viewer-password          looks on");
        out.println("           nobody / nobody-password          sees nothing");
        out.println("           Each has a token, too, such as rexuser-token.");
        out.println("Templates  Run Command - Script Default, Package Action - Script Default, Deploy Application, …");
        out.println("Hosts      name ~ host0        hostgroup = web");
        out.println("Commands   uptime   dnf update   false   sleep 30   exit 3");
        out.println("           #sim lines=20 delay=0.5 fail=host03,host07 exit=3 stderr=1");
        out.println(
                "           #sim ending=unreachable|noproxy|render|never|pause|gone   #sim pull   #sim kill=ignore");
        out.println();
        if (simulator.certificatePem() != null) {
            out.println(simulator.certificatePem());
        }
        out.println("curl -u rexuser:rexuser-token " + simulator.uri() + "/api/job_invocations");
        out.println("Ctrl+C ends it.");
        out.flush();
    }
}
