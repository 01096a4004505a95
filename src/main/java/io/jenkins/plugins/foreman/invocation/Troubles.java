package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RunHead.News;
import io.jenkins.plugins.foreman.record.RunHead.Trouble;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What keeps a run from going on: the record has it for as long as it lasts, and it is told when it begins. So whoever
 * looks at the record sees what holds now, and a restart in the middle repeats nothing.
 */
final class Troubles {

    private static final Logger LOGGER = Logger.getLogger(Troubles.class.getName());

    private final RunRecord record;
    private final RunListener listener;
    private final Set<Patience> failing = new HashSet<>();
    private boolean told;
    private Moment began;

    Troubles(@NonNull RunRecord record, @NonNull RunListener listener) {
        this.record = record;
        this.listener = listener;
        this.told = record.head().trouble() != null;
    }

    /** A call failed and will be tried again, for as long as {@code patience}. Told once until all calls succeed again. */
    void failed(@NonNull Patience who, @NonNull Throwable cause, @NonNull Duration patience, @NonNull Moment now) {
        failing.add(who);
        if (told) {
            return;
        }
        told = true;
        began = now;
        Sentence message = Sentence.of(() -> describe(cause));
        try {
            News news = News.of(News.Kind.DEGRADED, message.toString(), Long.toString(patience.toSeconds()));
            record.update(
                    head -> head.withTrouble(new Trouble(now.wall(), message)).withNews(news));
        } catch (IOException e) {
            // It may be what is told of here: that nothing can be written.
            LOGGER.log(Level.WARNING, e, () -> "Cannot record: " + message);
        }
        listener.degraded(cause, message.toString(), patience);
    }

    private String describe(Throwable cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String what = cause instanceof ForemanException
                ? message
                : cause instanceof IOException
                        ? Messages.Troubles_unwritten(message)
                        : Messages.Troubles_defect(cause.toString());
        Attempt current = record.head().current();
        return current == null || current.invocationId() == null ? what : what + " " + Messages.Troubles_jobGoesOn();
    }

    /** A kind of call succeeds. */
    void answered(@NonNull Patience who, @NonNull Moment now) throws IOException {
        failing.remove(who);
        tellRecovery(now);
    }

    /** Nothing more is asked of what still fails. */
    void over(@NonNull Moment now) throws IOException {
        failing.clear();
        tellRecovery(now);
    }

    private void tellRecovery(Moment now) throws IOException {
        if (told && failing.isEmpty()) {
            Duration lasted = lasted(now);
            News news = News.of(News.Kind.RECOVERED, Long.toString(lasted.toSeconds()));
            record.update(head -> head.withTrouble(null).withNews(news));
            told = false;
            began = null;
            listener.recovered(lasted);
        }
    }

    private Duration lasted(Moment now) {
        Trouble before = record.head().trouble();
        if (began != null || before == null) {
            return began == null ? Duration.ZERO : now.since(began);
        }
        Duration byTheWall = Duration.between(before.since(), now.wall());
        return byTheWall.isNegative() ? Duration.ZERO : byTheWall;
    }

    /** Everything else that a person should know of at the moment, in sentences; what was there before is not told again. */
    void setNotices(@NonNull List<Sentence> present) throws IOException {
        List<Sentence> before = record.head().notices();
        List<String> added = present.stream()
                .filter(notice -> !before.contains(notice))
                .map(Sentence::toString)
                .toList();
        record.update(head -> head.withNotices(present).withMessages(added));
        added.forEach(listener::notice);
    }
}
