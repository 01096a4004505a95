package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import java.io.IOException;
import java.time.Duration;

/**
 * Tolerates the faults of one kind of call, each kind its own: trouble with one does not use up the patience with another.
 * Time in which Jenkins itself was down does not count.
 */
final class Patience {

    /** For a fault that looks like a wrong address or set-up, while nothing has shown yet that it is right. */
    static final Duration SET_UP = Duration.ofSeconds(90);

    /**
     * For what does not look like an outage, but contradicts what was true before: a directory service that is away for a
     * moment refuses a login, a proxy hides a job. More tries of a login would lock the address out.
     */
    static final Duration CONTRADICTION = Duration.ofMinutes(3);

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Duration limit;
    private final Troubles troubles;
    private Duration cap;
    private Moment since;
    private Moment contradictedSince;
    private Moment notBefore;
    private Duration pause = SHORTEST;

    Patience(@NonNull Duration limit, @NonNull Troubles troubles) {
        this.limit = limit;
        this.cap = limit;
        this.troubles = troubles;
    }

    /** What is known of the server when a call fails. */
    enum Stage {
        /** Nothing: the address may be wrong. */
        UNKNOWN,
        /** This Foreman has answered this run, but no job is at stake. */
        ANSWERED,
        /** A job exists. */
        JOB
    }

    /** Tolerates no more than this from now on, as when somebody waits for the end. */
    void shorten(@NonNull Duration most) {
        cap = min(most, limit);
    }

    /** Whether it is too early for another try. */
    boolean isPausing(@NonNull Moment now) {
        return notBefore != null && now.isBefore(notBefore);
    }

    /**
     * Takes note of a fault.
     *
     * @return how long to wait before the next try; null when the fault will not pass or has lasted for too long
     */
    @CheckForNull
    Duration pauseAfter(@NonNull Throwable fault, @NonNull Stage stage, @NonNull Moment now) {
        boolean contradiction = isContradiction(fault);
        Duration most = limit(fault, stage, contradiction);
        if (most.isZero()) {
            return null;
        }
        contradictedSince = !contradiction ? null : contradictedSince == null ? now : contradictedSince;
        if (since == null) {
            since = now;
        }
        if (now.since(contradiction ? contradictedSince : since).compareTo(most) >= 0) {
            return null;
        }
        troubles.failed(this, fault, most, now);
        Duration wait = contradiction ? LONGEST : longer(pause, retryAfter(fault));
        pause = min(pause.multipliedBy(2), LONGEST);
        notBefore = now.plus(wait);
        return wait;
    }

    /** Takes note that all is well. */
    void reward(@NonNull Moment now) throws IOException {
        since = null;
        contradictedSince = null;
        notBefore = null;
        pause = SHORTEST;
        troubles.answered(this, now);
    }

    private Duration limit(Throwable fault, Stage stage, boolean contradiction) {
        if (fault instanceof InvalidRequestException) {
            return Duration.ZERO;
        }
        if (contradiction) {
            boolean final_ = stage == Stage.UNKNOWN || stage == Stage.ANSWERED && !isLogin(fault);
            return final_ ? Duration.ZERO : min(CONTRADICTION, cap);
        }
        boolean setUp = stage == Stage.UNKNOWN && fault instanceof ForemanException failed && failed.isSetUp();
        return setUp ? min(SET_UP, cap) : cap;
    }

    /** Foreman's own refusal of this very question; or a fault of this program, which may have come of one odd answer. */
    private static boolean isContradiction(Throwable fault) {
        return fault instanceof ForemanException failed
                ? isLogin(fault) || failed.isForemans() && !failed.isTransient()
                : !(fault instanceof IOException);
    }

    private static boolean isLogin(Throwable fault) {
        return fault instanceof ForemanException failed && failed.kind() == Kind.NOT_AUTHENTICATED;
    }

    @CheckForNull
    private static Duration retryAfter(Throwable fault) {
        return fault instanceof ForemanException failed ? failed.retryAfter() : null;
    }

    private static Duration longer(Duration a, @CheckForNull Duration b) {
        return b == null || a.compareTo(b) > 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
