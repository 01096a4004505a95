package io.jenkins.plugins.foreman.pagetest;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A run in its middle in which hosts are in every state, for three reasons of failure and all colours. */
final class LivelyRun {

    static final int HOSTS = 120;

    private LivelyRun() {}

    static SampleRun in(Path directory) throws IOException {
        SampleRun run = new SampleRun(directory, Instant.now().minusSeconds(190));
        fill(run);
        return run;
    }

    static void fill(SampleRun run) throws IOException {
        run.attempt(228, SampleRun.hosts(HOSTS));
        for (int host = 1; host <= HOSTS; host++) {
            if (host <= 116) {
                begun(run, host);
            } else if (host > 118) {
                run.state(host, HostState.PENDING, 0);
            }
        }
    }

    private static void begun(SampleRun run, int host) throws IOException {
        run.state(host, HostState.RUNNING, host / 3);
        run.out(host, "Reading package lists...\r\nBuilding dependency tree...\r\n");
        for (int percent = 0; percent <= 100; percent += 20) {
            run.out(host, "\rProgress: [" + percent + "%]");
        }
        run.out(
                host,
                "\r\nGet:1 \u001b[1;34mhttp://deb.example.org\u001b[0m stable/main openssl 3.0.1" + host
                        + " [1,431 kB]\r\n");
        for (int line = 0; line < host % 40; line++) {
            run.out(host, "Unpacking libssl-dev (" + line + ") over (3.0.9-1) ... a line that says what it does\r\n");
        }
        if (host <= 110) {
            ended(run, host);
        }
    }

    private static void ended(SampleRun run, int host) throws IOException {
        if (host % 9 == 0) {
            run.output(
                    host,
                    OutputType.STDERR,
                    "\u001b[31mE:\u001b[0m Could not get lock /var/lib/dpkg/lock-frontend. It is held by process "
                            + (1000 + host)
                            + " (apt-get)\n");
            run.end(host, host / 3 + 12, 100, "Could not get lock /var/lib/dpkg/lock-frontend");
        } else if (host % 25 == 0) {
            run.output(host, OutputType.STDERR, "dpkg: error: cannot write to /var: No space left on device\n");
            run.end(host, host / 3 + 60, 2, "No space left on device");
        } else if (host == 77) {
            run.output(
                    host,
                    OutputType.DEBUG,
                    "Error initializing command: Net::SSH::ConnectionTimeout - web077.example.org: timed out\n");
            run.end(host, 100, 255, null);
        } else if (host == 41) {
            run.state(host, HostState.CANCELLED, 40);
        } else {
            run.out(host, "\u001b[32mSetting up openssl (3.0.11-1) ... done\u001b[0m\r\n");
            run.end(host, host / 3 + 20 + host % 13, 0, null);
        }
    }
}
