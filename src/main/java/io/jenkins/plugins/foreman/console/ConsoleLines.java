package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Prints lines and notes after each how far the log is. A process that ends in between has printed a line that is not
 * noted: that one is printed again, and no other. For one thread at a time.
 */
final class ConsoleLines {

    private static final Logger LOGGER = Logger.getLogger(ConsoleLines.class.getName());

    private final RunRecord run;
    private final ConsoleLog log;
    private LogPlace place;
    private long there;
    private boolean insistent;

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

    /** Whether lines are printed although they cannot be noted: at an end, after which nobody would print them. */
    void insist(boolean on) {
        insistent = on;
    }

    /**
     * A line that is made from what is recorded behind the position.
     *
     * @throws UncheckedIOException when it is printed but cannot be noted, unless this insists
     */
    void output(@NonNull String text) {
        if (there > 0) {
            there--;
        } else {
            print(() -> log.line(text), place.afterLine(), insistent);
        }
    }

    /** Any other line, and what it changes besides; said although it cannot be noted. */
    void say(@NonNull String text, @NonNull UnaryOperator<LogPlace> change) {
        print(() -> log.line(text), change.apply(place), true);
    }

    /**
     * Notes a place without a line.
     *
     * @throws UncheckedIOException when it cannot be noted, unless this insists
     */
    void moveTo(@NonNull LogPlace next) {
        if (next.lines() == 0) {
            there = 0;
        }
        if (!next.equals(place)) {
            print(() -> {}, next, insistent);
        }
    }

    private void print(Runnable text, LogPlace next, boolean anyway) {
        try {
            run.print(
                    () -> {
                        text.run();
                        // this console knows it even if no other will
                        place = next;
                    },
                    next.encode());
        } catch (IOException e) {
            if (!anyway) {
                throw new UncheckedIOException(e);
            }
            LOGGER.log(Level.FINE, "Cannot record how far the build log is", e);
        }
    }
}
