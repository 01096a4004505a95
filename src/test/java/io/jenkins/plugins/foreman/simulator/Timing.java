package io.jenkins.plugins.foreman.simulator;

import java.time.Duration;

/**
 * How fast Foreman itself is.
 *
 * @param planningPerHost time to plan the task of one host; hosts are planned one after the other
 * @param tick how often a job looks at its hosts: it ends, and with a concurrency level starts more of them, only then
 * @param killDelay from a cancel that reaches the host until the script is dead
 * @param reportDelay from the end of a script until Foreman's task has stopped
 * @param pickupDelay how late a scheduled job is picked up
 * @param sessionIdle how long a session lives without use
 */
public record Timing(
        Duration planningPerHost,
        Duration tick,
        Duration killDelay,
        Duration reportDelay,
        Duration pickupDelay,
        Duration sessionIdle) {

    /** Hosts are handed to the proxy, and cancelled before it, in batches of this size (Dynflow's default). */
    static final int BATCH = 100;

    /** What was seen on a small Foreman 3.13 with REX 17.1. */
    public static Timing measured() {
        return new Timing(
                Duration.ofMillis(200),
                Duration.ofSeconds(15),
                Duration.ofMillis(800),
                Duration.ofMillis(900),
                Duration.ofSeconds(12),
                Duration.ofMinutes(60));
    }

    /** As measured, but planning ten times faster, as a large Foreman does; the default. */
    public static Timing large() {
        return measured().withPlanningPerHost(Duration.ofMillis(20));
    }

    public Timing withPlanningPerHost(Duration value) {
        return new Timing(value, tick, killDelay, reportDelay, pickupDelay, sessionIdle);
    }

    public Timing withTick(Duration value) {
        return new Timing(planningPerHost, value, killDelay, reportDelay, pickupDelay, sessionIdle);
    }

    public Timing withSessionIdle(Duration value) {
        return new Timing(planningPerHost, tick, killDelay, reportDelay, pickupDelay, value);
    }
}
