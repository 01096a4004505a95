package io.jenkins.plugins.foreman.simulator;

/** A smart proxy that runs jobs on hosts. It can be down for a while, and forget what it ran. Thread-safe. */
public final class SmartProxy {

    private final int id;
    private final String name;
    private volatile long downSince = Micros.NEVER;
    private volatile long forgotAt = Micros.NEVER;

    SmartProxy(int id, String name) {
        this.id = id;
        this.name = name;
    }

    public int id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** The proxy stops answering; jobs planned from now on fail on its hosts, and it forgets what runs. */
    public void goDown(SimulatorClock clock) {
        downSince = Micros.of(clock.instant());
        forgotAt = downSince;
    }

    /** The proxy answers again, without memory of what ran before. */
    public void comeBack() {
        downSince = Micros.NEVER;
    }

    boolean isDown(long now) {
        return downSince <= now;
    }

    /** When the proxy last lost all its runs, or {@link Micros#NEVER}. */
    long forgotAt() {
        return forgotAt;
    }
}
