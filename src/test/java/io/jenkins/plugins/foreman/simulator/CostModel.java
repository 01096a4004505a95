package io.jenkins.plugins.foreman.simulator;

/**
 * How long a real server takes when little else goes on, from what was measured with 25 and with 200 hosts: a show without
 * hosts 0.15 s, an output read 15 ms for a host that is done and 60 ms for one that runs, whether it writes or not, plus
 * what the output's size costs. A host on a page of hosts: under a load where an output read took 132 ms (6.6 s for 50),
 * it took 52 ms (10.5 s for 200), so 0.4 of a live read.
 */
final class CostModel {

    private static final long BASE = 130 * Micros.MILLI;
    private static final long PER_READ = 15 * Micros.MILLI;
    private static final long PER_LIVE_READ = 45 * Micros.MILLI;
    private static final long PER_LISTED_HOST = 24 * Micros.MILLI;
    private static final long PER_KILOBYTE = 200;

    private final boolean on;
    private final SimulatorClock clock;

    CostModel(boolean on, SimulatorClock clock) {
        this.on = on;
        this.clock = clock;
    }

    /** @param bytes that came from smart proxies */
    static long cost(long reads, long liveReads, long listedHosts, long bytes) {
        return BASE
                + reads * PER_READ
                + liveReads * PER_LIVE_READ
                + listedHosts * PER_LISTED_HOST
                + bytes / 1024 * PER_KILOBYTE;
    }

    /** Lets the time pass that the request costs: a manual clock moves on, a running one is waited for. */
    void charge(long micros) throws InterruptedException {
        if (!on) {
            return;
        }
        if (clock.isManual()) {
            clock.advance(java.time.Duration.ofNanos(micros * 1000));
        } else {
            Thread.sleep((long) (micros / 1000 / clock.speed()));
        }
    }
}
