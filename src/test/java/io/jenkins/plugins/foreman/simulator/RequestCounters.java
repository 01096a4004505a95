package io.jenkins.plugins.foreman.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the server was asked for, for measures that do not depend on a watch. Thread-safe. */
public final class RequestCounters {

    private final Map<String, Integer> byEndpoint = new TreeMap<>();
    private final Map<String, Integer> outputReads = new HashMap<>();
    private final Map<Long, Integer> byMinute = new HashMap<>();
    private long hostOutputReads;
    private long liveOutputReads;
    private long hostsListed;
    private long proxyBytes;
    private long bytesSent;
    private int total;
    private int inFlight;
    private int maxInFlight;
    private long costMicros;

    RequestCounters() {}

    synchronized void begin(long now) {
        total++;
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        byMinute.merge(Math.floorDiv(now, 60 * Micros.SECOND), 1, Integer::sum);
    }

    synchronized void routed(String endpoint) {
        byEndpoint.merge(endpoint, 1, Integer::sum);
    }

    synchronized void end() {
        inFlight--;
    }

    synchronized void sent(long bytes) {
        bytesSent += bytes;
    }

    synchronized void outputRead(String host) {
        hostOutputReads++;
        outputReads.merge(host, 1, Integer::sum);
    }

    /** The smart proxy is asked, whether it has anything or not. */
    synchronized void liveOutputRead(String host, long fromProxy) {
        outputRead(host);
        liveOutputReads++;
        proxyBytes += fromProxy;
    }

    synchronized void hostsListed(int hosts) {
        hostsListed += hosts;
    }

    synchronized void cost(long micros) {
        costMicros += micros;
    }

    /** Requests since the last reset. */
    public synchronized int requests() {
        return total;
    }

    /** Requests to one endpoint, such as {@code GET /api/job_invocations/:id/hosts}. */
    public synchronized int requests(String endpoint) {
        return byEndpoint.getOrDefault(endpoint, 0);
    }

    /** Requests by endpoint; those that no route matches count as {@code unrouted}. */
    public synchronized Map<String, Integer> byEndpoint() {
        return new TreeMap<>(byEndpoint);
    }

    /** Reads of one host's output each: a bulk call counts once for every host in it. This is what hurts Foreman. */
    public synchronized long hostOutputReads() {
        return hostOutputReads;
    }

    /** Of these, the ones for hosts that ran, which cost a call to the smart proxy and the host's whole output. */
    public synchronized long liveOutputReads() {
        return liveOutputReads;
    }

    /** Hosts with their states on pages of hosts and in jobs that are shown with their hosts. */
    public synchronized long hostsListed() {
        return hostsListed;
    }

    /** Reads of the output of the host of that name. */
    public synchronized int outputReads(String host) {
        return outputReads.getOrDefault(host, 0);
    }

    /** Characters of output that smart proxies would have sent to Foreman. */
    public synchronized long proxyBytes() {
        return proxyBytes;
    }

    /** Bytes of bodies sent to clients. */
    public synchronized long bytesSent() {
        return bytesSent;
    }

    /** The most requests that were being answered at the same time. */
    public synchronized int maxInFlight() {
        return maxInFlight;
    }

    /** The most requests within one minute of the simulator's clock. */
    public synchronized int maxPerMinute() {
        return byMinute.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Time that a real server would have spent, by the cost model. */
    public synchronized Duration serverTime() {
        return Duration.ofNanos(costMicros * 1000);
    }

    /** Starts counting anew; requests in flight stay counted as such. */
    public synchronized void reset() {
        byEndpoint.clear();
        outputReads.clear();
        byMinute.clear();
        hostOutputReads = 0;
        liveOutputReads = 0;
        hostsListed = 0;
        proxyBytes = 0;
        bytesSent = 0;
        total = 0;
        maxInFlight = inFlight;
        costMicros = 0;
    }
}
