package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Bears faults that may pass. Time in which Jenkins itself was down does not count. */
final class Patience {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int REFUSALS = 3;

    private final Duration limit;
    private final Hindrances hindrances;
    private Instant since;
    private Duration pause = SHORTEST;
    private int refusals;

    Patience(@NonNull Duration limit, @NonNull Hindrances hindrances) {
        this.limit = limit;
        this.hindrances = hindrances;
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
    Duration bear(@NonNull ForemanException fault, boolean jobExists, @NonNull Instant now) throws IOException {
        boolean refused = fault.kind() == ForemanException.Kind.NOT_AUTHENTICATED;
        if (refused ? !jobExists || ++refusals > REFUSALS : !fault.isTransient()) {
            throw fault;
        }
        if (since == null) {
            since = now;
            hindrances.failed(fault, limit, now);
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
    void reward(@NonNull Instant now) throws IOException {
        hindrances.answered(now);
        since = null;
        pause = SHORTEST;
        refusals = 0;
    }
}
