package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/**
 * Prints lines and notes after each how far the log is. A process that ends in between has printed a line that is not
 * noted: that one is printed again, and no other. For one thread at a time.
 */
final class ConsoleLines {

    private final RunRecord run;
    private final ConsoleLog log;
    private LogPlace place;
    private long there;

    ConsoleLines(@NonNull RunRecord run, @NonNull ConsoleLog log) throws IOException {
        this.run = run;
        this.log = log;
        this.place = LogPlace.decode(run.printed());
        goOn();
    }

    @NonNull
    LogPlace place() {
        return place;
    }

    /** What follows is made anew from the position on: the first of it is there already. */
    void goOn() {
        there = place.lines();
    }

    /**
     * A line that is made from what is recorded behind the position.
     *
     * @throws UncheckedIOException when it is printed but cannot be noted
     */
    void output(@NonNull String text) {
        if (there > 0) {
            there--;
        } else {
            say(text, LogPlace::afterLine);
        }
    }

    /**
     * Any other line, and what it changes besides.
     *
     * @throws UncheckedIOException when it is printed but cannot be noted
     */
    void say(@NonNull String text, @NonNull UnaryOperator<LogPlace> change) {
        print(() -> log.line(text), change.apply(place));
    }

    /** Notes a place without a line. */
    void moveTo(@NonNull LogPlace next) {
        if (next.lines() == 0) {
            there = 0;
        }
        if (!next.equals(place)) {
            print(() -> {}, next);
        }
    }

    private void print(Runnable text, LogPlace next) {
        try {
            run.print(
                    () -> {
                        text.run();
                        // this console knows it even if no other will
                        place = next;
                    },
                    next.encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
