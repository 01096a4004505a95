package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import java.util.List;

/**
 * What a person may do from the page; the embedder decides by permissions and by what is possible right now, and checks
 * again when it is asked to act. What is not allowed is not offered.
 */
public interface RunActs {

    /** Nothing is offered. */
    RunActs NONE = new RunActs() {};

    /** Whether a rerun could be started now. */
    default boolean mayRerun() {
        return false;
    }

    /** Whether what runs could be cancelled now. */
    default boolean mayCancel() {
        return false;
    }

    /**
     * Starts a new run of the same job on exactly these hosts; returns without waiting for it.
     *
     * @throws Refused when it cannot be done
     */
    default void rerun(@NonNull List<HostRow> hosts) throws Refused {
        throw new Refused("A rerun cannot be started here.");
    }

    /**
     * Asks Foreman to stop what runs; returns without waiting for the end.
     *
     * @throws Refused when it cannot be done
     */
    default void cancel() throws Refused {
        throw new Refused("Nothing can be cancelled here.");
    }

    /** Why something was not done, in a sentence for people. */
    class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(@NonNull String message) {
            super(message);
        }
    }
}
