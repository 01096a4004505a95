package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.SimHost;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a package update does on the hosts of the demo: most are fine, some are not, as in every fleet. */
final class DemoFleet {

    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final Set<Integer> tried = ConcurrentHashMap.newKeySet();

    /** A run of a host, the first one by its number; before a second one somebody has mended it. */
    @NonNull
    HostScript script(@NonNull SimHost host) {
        if (!tried.add(host.id())) {
            return update(host, 2);
        }
        return switch (host.id() % 40) {
            case 7, 23 -> brokenRepository();
            case 16 -> HostScript.unreachable();
            case 31 -> fullDisk();
            case 12, 28 -> update(host, 25);
            default -> update(host, 2 + host.id() % 5);
        };
    }

    private static HostScript update(SimHost host, int seconds) {
        HostScript.Builder script =
                HostScript.builder().stdout(at(0.2), "Checking for updates on " + host.name() + "\r\n");
        for (int percent = 10; percent <= 100; percent += 10) {
            script.stdout(at(0.3 + seconds * percent / 110.0), "\rDownloading packages " + percent + "%");
        }
        return script.stdout(at(0.4 + seconds), "\r\n" + GREEN + "Complete!" + PLAIN + " 12 packages updated\r\n")
                .duration(at(0.6 + seconds))
                .build();
    }

    private static HostScript brokenRepository() {
        return HostScript.builder()
                .stdout(at(0.5), "Checking for updates\r\n")
                .stderr(at(2), RED + "Error:" + PLAIN + " Failed to download metadata for repo 'baseos'\r\n")
                .exit(1)
                .build();
    }

    private static HostScript fullDisk() {
        return HostScript.builder()
                .stdout(at(0.5), "Checking for updates\r\n\rDownloading packages 40%")
                .stderr(at(3), "\r\ninstalling package kernel needs 45MB more space on the /boot filesystem\r\n")
                .exit(1)
                .build();
    }

    private static Duration at(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
