package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import java.util.List;
import java.util.Map;

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

    /** Whether a rerun may have other values of inputs than the job: then it is no longer what somebody has set up. */
    default boolean mayChangeInputs() {
        return false;
    }

    /** Whether what runs could be cancelled now. */
    default boolean mayCancel() {
        return false;
    }

    /** Whether it could be cancelled on some hosts, as far as is known without asking the server. */
    default boolean mayCancelHosts() {
        return false;
    }

    /**
     * Starts a new run of the same job on exactly these hosts; returns without waiting for it.
     *
     * @param inputs values that take the place of the last run's, by name; empty without {@link #mayChangeInputs}
     * @throws Refused when it cannot be done
     */
    default void rerun(@NonNull List<HostRow> hosts, @NonNull Map<String, String> inputs) throws Refused {
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

    /**
     * Asks Foreman to stop what runs on these hosts; the others go on. Returns without waiting for the end.
     *
     * @return on how many of them something ran that is being stopped
     * @throws Refused when it cannot be done
     */
    default int cancelHosts(@NonNull List<HostRow> hosts) throws Refused {
        throw new Refused("Hosts cannot be cancelled here.");
    }

    /** Why something was not done, in a sentence for people. */
    class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        public Refused(@NonNull String message) {
            super(message);
        }
    }
}
