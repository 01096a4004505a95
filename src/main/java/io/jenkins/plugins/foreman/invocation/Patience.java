package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import java.time.Duration;
import java.time.Instant;

/** Bears faults that may pass, and tells once when they begin and once when they are over. */
final class Patience {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int REFUSALS = 3;

    private final Duration limit;
    private final RunListener listener;
    private Instant since;
    private Duration pause = SHORTEST;
    private int refusals;

    Patience(@NonNull Duration limit, @NonNull RunListener listener) {
        this.limit = limit;
        this.listener = listener;
    }

    /**
     * Takes note of a fault.
     *
     * @param jobExists whether a job is at stake; then a refused login is tried again a few times at long intervals, since
     *     a directory service may be away for a moment (more tries would lock the address out)
     * @return how long to wait before the next try
     * @throws ForemanException the fault itself, when it will not pass or has lasted for too long
     */
    @NonNull
    Duration bear(@NonNull ForemanException fault, boolean jobExists, @NonNull Instant now) throws ForemanException {
        boolean refused = fault.kind() == ForemanException.Kind.NOT_AUTHENTICATED;
        if (refused ? !jobExists || ++refusals > REFUSALS : !fault.isTransient()) {
            throw fault;
        }
        if (since == null) {
            since = now;
            listener.degraded(fault, limit);
        } else if (Duration.between(since, now).compareTo(limit) >= 0) {
            throw fault;
        }
        if (refused) {
            return LONGEST;
        }
        Duration wait = pause;
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
        return wait;
    }

    /** Takes note that all is well. */
    void reward(@NonNull Instant now) {
        if (since != null) {
            listener.recovered(Duration.between(since, now));
            since = null;
            pause = SHORTEST;
            refusals = 0;
        }
    }
}
