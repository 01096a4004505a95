package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.Trouble;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What keeps a run from going on: the record has it for as long as it lasts, and it is told when it begins. So whoever
 * looks at the record sees what holds now, and a restart in the middle repeats nothing.
 */
final class Hindrances {

    private final RunRecord record;
    private final RunListener listener;

    Hindrances(@NonNull RunRecord record, @NonNull RunListener listener) {
        this.record = record;
        this.listener = listener;
    }

    /** A call failed and will be tried again, for as long as {@code patience}. */
    void failed(@NonNull ForemanException cause, @NonNull Duration patience, @NonNull Instant now) throws IOException {
        if (record.head().trouble() == null) {
            String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            record.update(head -> head.withTrouble(new Trouble(now, message)));
            listener.degraded(cause, patience);
        }
    }

    /** Calls succeed. */
    void answered(@NonNull Instant now) throws IOException {
        Trouble over = record.head().trouble();
        if (over != null) {
            record.update(head -> head.withTrouble(null));
            listener.recovered(Duration.between(over.since(), now));
        }
    }

    /** Everything else that a person should know of at the moment, in sentences; what was there before is not told again. */
    void are(@NonNull List<String> present) throws IOException {
        RunHead before = record.head();
        record.update(head -> head.withNotices(present));
        present.stream().filter(notice -> !before.notices().contains(notice)).forEach(listener::notice);
    }
}
