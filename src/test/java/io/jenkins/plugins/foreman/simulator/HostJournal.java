package io.jenkins.plugins.foreman.simulator;

import java.time.Instant;

/**
 * What a job did on one of its hosts, whether or not anybody looked.
 *
 * @param ran whether the host's script was started
 * @param stoppedAt null as long as its task goes on
 * @param result {@code success}, {@code error}, {@code cancelled}; {@code pending} as long as it has none
 * @param exitStatus null when there is none
 * @param output what a read at the end gives, the exit status left out; each message of Foreman or of the proxy is a line
 */
public record HostJournal(
        String host,
        int hostId,
        boolean ran,
        Instant startedAt,
        Instant stoppedAt,
        String result,
        String exitStatus,
        String output) {}
