package io.jenkins.plugins.foreman.console;

import io.jenkins.plugins.foreman.record.CrashingDisk;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Plays a script with real files and a log that outlives the process, and ends the process at one of its acts: anything
 * that is written, forced or printed. Another one goes on from what is on the disk.
 */
final class KilledConsole extends CrashingDisk {

    private final Path directory;
    private final Script script;
    private final ConsoleOptions options;
    private final List<String> log = new ArrayList<>();
    private int acts;
    private int linesBefore;
    private int killAt;
    private boolean killed;

    KilledConsole(Path directory, Script script, Mode mode) {
        this.directory = directory;
        this.script = script;
        this.options = new ConsoleOptions(mode, true, 0);
    }

    /** The process is no more. */
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1L;

        Kill() {
            super("killed", null, false, false);
        }
    }

    @Override
    protected Failure next(Path path, int length) {
        return isLast() ? new Failure(0, new Kill()) : null;
    }

    private boolean isLast() {
        killed |= ++acts == killAt;
        return killed;
    }

    private void line(String text) {
        if (isLast()) {
            throw new Kill();
        }
        log.add(text);
    }

    /** How many there were when the process ended. */
    int linesBefore() {
        return linesBefore;
    }

    int acts() {
        return acts;
    }

    /**
     * Plays it.
     *
     * @param kill number of the act that does not happen any more, 0 for none
     * @param power seed of what is lost with the power, null when only the process ends
     * @return the log
     */
    List<String> play(int kill, Long power) throws IOException {
        use();
        try {
            if (isKilled(kill)) {
                if (power != null) {
                    losePower(new Random(power));
                }
                go(Script.open(directory));
            }
        } finally {
            useReal();
        }
        return log;
    }

    /** What the next process finds when the power goes at an act. */
    RunRecord left(int kill, long power) throws IOException {
        use();
        try {
            isKilled(kill);
            losePower(new Random(power));
        } finally {
            useReal();
        }
        return Script.open(directory);
    }

    private boolean isKilled(int kill) throws IOException {
        RunRecord run = Script.create(directory);
        acts = 0;
        killAt = kill;
        try {
            go(run);
            return false;
        } catch (Kill e) {
            linesBefore = log.size();
            killAt = 0;
            killed = false;
            return true;
        }
    }

    /** Like the engine: does what is not done yet, and tells of that. */
    private void go(RunRecord run) throws IOException {
        ConsoleOutput console = new ConsoleOutput(run, options, this::line);
        console.begun();
        for (Script.Step step : script.steps()) {
            if (step.write().to(run)) {
                step.tell().to(console, run);
            }
        }
        run.close();
    }
}
