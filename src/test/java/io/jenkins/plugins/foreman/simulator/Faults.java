package io.jenkins.plugins.foreman.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What goes wrong between client and server. A fault is for requests of one method whose path matches a pattern, for
 * the next of them or one further on, once or several times. Thread-safe.
 *
 * <pre>{@code
 * simulator.faults().on("POST", "/api/job_invocations").closeAfterProcessing();
 * simulator.faults().on("GET", "/api/job_invocations/*").skip(2).times(3).status(503);
 * }</pre>
 */
public final class Faults {

    enum Kind {
        REPLY,
        CLOSE_BEFORE,
        CLOSE_AFTER,
        LATE,
        TRUNCATED,
        CUT,
        SLOW,
        ACT
    }

    record Fault(Kind kind, Reply reply, long delayMillis, Runnable act) {
        Fault(Kind kind, Reply reply, long delayMillis) {
            this(kind, reply, delayMillis, null);
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final SimulatorClock clock;
    private long downFrom = Micros.NEVER;
    private long downUntil = Long.MIN_VALUE;
    private Fault downFault;
    private long lastHit = Long.MIN_VALUE;

    Faults(SimulatorClock clock) {
        this.clock = clock;
    }

    /**
     * Begins a fault; it is in force when its effect has been named.
     *
     * @param method of the request, {@code *} for any
     * @param path without query and without {@code /v2}; {@code *} stands for one part, {@code **} for any
     */
    public Rule on(String method, String path) {
        return new Rule(this, method, path);
    }

    /** From now on for that long every request is answered with 503 and a page in HTML, as by a proxy in front. */
    public synchronized void downFor(Duration duration) {
        down(duration, new Fault(Kind.REPLY, page(503), 0));
    }

    /** From now on for that long every connection is closed without an answer. */
    public synchronized void unreachableFor(Duration duration) {
        down(duration, new Fault(Kind.CLOSE_BEFORE, null, 0));
    }

    private void down(Duration duration, Fault fault) {
        downFrom = Micros.of(clock.instant());
        downUntil = downFrom + Micros.of(duration);
        downFault = fault;
    }

    /** When something went wrong last, by the simulator's clock; null when nothing has. */
    public synchronized Instant lastHit() {
        return lastHit == Long.MIN_VALUE ? null : Micros.instant(lastHit);
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        rules.clear();
        downUntil = Long.MIN_VALUE;
    }

    synchronized Fault next(String method, String path, long now) {
        if (downFrom <= now && now < downUntil) {
            lastHit = now;
            return downFault;
        }
        Fault found = null;
        for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
            Rule rule = all.next();
            if (!rule.matches(method, path) || rule.skip-- > 0) {
                continue;
            }
            if (found == null) {
                found = rule.fault;
                rule.hits++;
                lastHit = now;
                if (rule.hits >= rule.times) {
                    all.remove();
                }
            }
        }
        return found;
    }

    private synchronized Rule add(Rule rule) {
        rules.add(rule);
        return rule;
    }

    private static Reply page(int status) {
        String title =
                switch (status) {
                    case 502 -> "502 Proxy Error";
                    case 504 -> "504 Gateway Timeout";
                    case 500 -> "500 Internal Server Error";
                    case 200 -> "Maintenance";
                    default -> status + " Service Unavailable";
                };
        return Reply.raw(
                status,
                "text/html; charset=iso-8859-1",
                "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>" + title
                        + "</title>\n</head><body>\n<h1>" + title
                        + "</h1>\n<p>The proxy server received an invalid response from an upstream server.</p>\n"
                        + "</body></html>\n");
    }

    /** A fault in the making, and then a handle to see whether it happened. */
    public static final class Rule {
        private final Faults faults;
        private final String method;
        private final Pattern path;
        private int skip;
        private int times = 1;
        private int hits;
        private Fault fault;

        private Rule(Faults faults, String method, String path) {
            this.faults = faults;
            this.method = method.toUpperCase(Locale.ROOT);
            this.path = Pattern.compile(
                    path.replace("**", "\u0000").replace("*", "[^/]+").replace("\u0000", ".*"));
        }

        private boolean matches(String requestMethod, String requestPath) {
            return (method.equals("*") || method.equals(requestMethod))
                    && path.matcher(requestPath).matches();
        }

        /** Lets that many matching requests through first. */
        public Rule skip(int requests) {
            skip = requests;
            return this;
        }

        /** Happens that many times; once unless said otherwise. */
        public Rule times(int count) {
            times = count;
            return this;
        }

        /** Happens until {@link Faults#clear()}. */
        public Rule always() {
            return times(Integer.MAX_VALUE);
        }

        /** How often it has happened. */
        public int hits() {
            synchronized (faults) {
                return hits;
            }
        }

        private Rule effect(Kind kind, Reply reply, long delayMillis) {
            fault = new Fault(kind, reply, delayMillis);
            return faults.add(this);
        }

        /** A page in HTML with the status, as a proxy in front of Foreman gives it; 200 is a maintenance page. */
        public Rule status(int status) {
            return effect(Kind.REPLY, page(status), 0);
        }

        /** Foreman's own 500 of a programming error. */
        public Rule internalServerError() {
            return effect(Kind.REPLY, ApiError.internal().reply(), 0);
        }

        /** 401 with nothing in it, as for a session that expired. */
        public Rule empty401() {
            return effect(Kind.REPLY, ApiError.sessionExpired().reply(), 0);
        }

        /** Any answer in JSON. */
        public Rule json(int status, String body) {
            return effect(Kind.REPLY, Reply.raw(status, "application/json; charset=utf-8", body), 0);
        }

        /** 302 to another address. */
        public Rule redirect(String location) {
            Reply reply =
                    Reply.raw(302, "text/html; charset=utf-8", "<html><body>You are being redirected.</body></html>");
            return effect(Kind.REPLY, reply.header("Location", location), 0);
        }

        /** The connection closes before the server has looked at the request. */
        public Rule closeBeforeProcessing() {
            return effect(Kind.CLOSE_BEFORE, null, 0);
        }

        /** The server does what it was asked for, but the answer is lost. */
        public Rule closeAfterProcessing() {
            return effect(Kind.CLOSE_AFTER, null, 0);
        }

        /**
         * The connection closes at once, but the request has arrived and is carried out later: it waited in a queue. Later
         * is by the simulator's clock, before the next request after that.
         */
        public Rule processedLate(Duration delay) {
            return effect(Kind.LATE, null, delay.toMillis());
        }

        /** Any answer with any content type, as of whatever stands in front of Foreman. */
        public Rule text(int status, String contentType, String body) {
            return effect(Kind.REPLY, Reply.raw(status, contentType, body), 0);
        }

        /** 503 with a page, and the wish to be left alone for some seconds. */
        public Rule retryAfter(int seconds) {
            return effect(Kind.REPLY, page(503).header("Retry-After", Integer.toString(seconds)), 0);
        }

        /** A complete answer whose JSON ends in the middle. */
        public Rule truncatedJson() {
            return effect(Kind.TRUNCATED, null, 0);
        }

        /** Something happens just before the request is carried out, as between two pages of a list. */
        public Rule after(Runnable act) {
            fault = new Fault(Kind.ACT, null, 0, act);
            return faults.add(this);
        }

        /** The connection closes in the middle of the body. */
        public Rule cutBody() {
            return effect(Kind.CUT, null, 0);
        }

        /** The body comes in ten pieces over that time, which is real time whatever the clock. */
        public Rule slowBody(Duration duration) {
            return effect(Kind.SLOW, null, duration.toMillis());
        }
    }
}
