package io.jenkins.plugins.foreman.simulator;

/**
 * How long a real server takes, from what was measured with 25 and with 200 hosts: a show without hosts 0.15 s, an
 * output read 15 ms for a host that is done and 60 ms for one that runs, plus what the output's size costs.
 */
final class CostModel {

    private static final long BASE = 130 * Micros.MILLI;
    private static final long PER_READ = 15 * Micros.MILLI;
    private static final long PER_LIVE_READ = 45 * Micros.MILLI;
    private static final long PER_KILOBYTE = 200;

    private final boolean on;
    private final SimulatorClock clock;

    CostModel(boolean on, SimulatorClock clock) {
        this.on = on;
        this.clock = clock;
    }

    static long cost(long reads, long liveReads, long bytes) {
        return BASE + reads * PER_READ + liveReads * PER_LIVE_READ + bytes / 1024 * PER_KILOBYTE;
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
