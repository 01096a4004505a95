package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.News;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Prints a run to the build log. Everything comes from the record, from where it was printed up to before: a new console
 * on the same record goes on after a restart, without a line lost; a line that was printed when the process ended and not
 * noted yet is printed again. For one thread at a time.
 */
public final class ConsoleOutput implements RunListener {

    private static final Logger LOGGER = Logger.getLogger(ConsoleOutput.class.getName());

    private final RunRecord run;
    private final ConsoleOptions options;
    private final ConsoleLines lines;
    private final boolean outcomeFollows;

    /** Of the attempt where the log is, null when it has to be made. */
    @CheckForNull
    private HostPrinter printer;

    /**
     * Makes a console for a new run or one that goes on.
     *
     * @throws UncheckedIOException when the record cannot be read
     */
    public ConsoleOutput(@NonNull RunRecord run, @NonNull ConsoleOptions options, @NonNull ConsoleLog log) {
        this.run = run;
        this.options = options;
        this.outcomeFollows = log.saysWhyItFailed();
        try {
            this.lines = new ConsoleLines(run, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begun() {
        printCounts();
        try {
            printRecorded();
        } catch (IOException e) {
            // it is tried again with whatever comes next
            LOGGER.log(Level.FINE, "Cannot print what is recorded", e);
        }
        tellNews();
    }

    @Override
    public void recorded(int index, @NonNull List<HostRow> completed) throws IOException {
        // as after a restart, so that a line which a kill repeats stands right behind itself
        printCounts();
        printRecorded();
    }

    /** What is recorded survives a crash of the machine before it is printed: output, and how each host ended. */
    private void printRecorded() throws IOException {
        print((attempt, printer) -> {
            attempt.sync();
            printer.print();
        });
    }

    /** What a printer does. */
    private interface Printing {
        void by(AttemptRecord attempt, HostPrinter printer) throws IOException;
    }

    /** Lets the printer of the attempt where the log is do something; does nothing where no output is printed. */
    private void print(Printing what) throws IOException {
        int index = lines.place().attempt();
        if (index >= run.attempts()) {
            return;
        }
        try {
            AttemptRecord attempt = run.attempt(index);
            if (printer == null) {
                printer = printer(attempt);
            }
            if (printer != null) {
                what.by(attempt, printer);
            }
        } catch (UncheckedIOException e) {
            goOnAnew();
            throw e.getCause();
        } catch (IOException | RuntimeException | Error e) {
            goOnAnew();
            throw e;
        }
    }

    private void goOnAnew() {
        printer = null;
        lines.goOn();
    }

    @CheckForNull
    private HostPrinter printer(AttemptRecord attempt) throws IOException {
        Mode mode = lines.place().mode();
        if (mode == Mode.AUTO) {
            if (attempt.end() == 0) {
                // as long as there is nothing to print, not all hosts may be known
                return null;
            }
            mode = mode(attempt);
            lines.moveTo(lines.place().in(mode));
        }
        return switch (mode) {
            case PREFIXED -> new PrefixedPrinter(attempt, options, lines);
            case GROUPED -> new GroupPrinter(attempt, options, false, lines);
            case FAILED -> new GroupPrinter(attempt, options, true, lines);
            case AUTO, NONE -> null;
        };
    }

    @Override
    public boolean wantsLive(int index, long hostId) {
        if (index != lines.place().attempt()) {
            return false;
        }
        if (printer != null) {
            return printer.isLive(hostId);
        }
        Mode mode = lines.place().mode();
        try {
            return (mode == Mode.AUTO ? mode(run.attempt(index)) : mode) == Mode.PREFIXED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Mode mode(AttemptRecord attempt) {
        return options.mode().forHosts(totals(attempt).total());
    }

    private ConsoleCounts totals(AttemptRecord attempt) {
        Attempt current = run.head().current();
        return ConsoleCounts.of(attempt.counts(), current == null ? null : current.counts());
    }

    @Override
    public void created(int index, @NonNull JobInvocation invocation, @NonNull String link) {
        tell(News.of(News.Kind.CREATED, Long.toString(invocation.id()), link));
    }

    @Override
    public void scheduled(@NonNull Instant startAt) {
        tell(News.of(News.Kind.SCHEDULED, startAt.toString()));
    }

    @Override
    public void degraded(@NonNull Throwable cause, @NonNull String message, @NonNull Duration patience) {
        tell(News.of(News.Kind.DEGRADED, message, Long.toString(patience.toSeconds())));
    }

    @Override
    public void recovered(@NonNull Duration downtime) {
        tell(News.of(News.Kind.RECOVERED, Long.toString(downtime.toSeconds())));
    }

    @Override
    public void notice(@NonNull String message) {
        tell(News.of(News.Kind.MESSAGE, message));
    }

    @Override
    public void cancelling(@NonNull String message) {
        tell(News.of(News.Kind.MESSAGE, message));
    }

    @Override
    public void retrying(int index, @NonNull List<HostRow> hosts, @NonNull Duration pause) {
        tellNews();
    }

    /** What happened is in the record, or it could not be recorded. */
    private void tell(News news) {
        if (!tellNews()) {
            lines.say(NewsText.of(news, run.head()), place -> place);
        }
    }

    /** Tells what is not told yet. Returns whether there was anything. */
    private boolean tellNews() {
        RunHead head = run.head();
        long end = head.newsBefore() + head.news().size();
        boolean any = false;
        for (long number = Math.max(lines.place().news(), head.newsBefore()); number < end; number++) {
            News news = head.news().get((int) (number - head.newsBefore()));
            long told = number + 1;
            if (news.kind() == News.Kind.RETRYING) {
                finishAttempt();
                lines.say(
                        NewsText.of(news, run.head()),
                        place -> place.nextAttempt().told(told));
                lines.insist(false);
            } else {
                lines.say(NewsText.of(news, run.head()), place -> place.told(told));
            }
            any = true;
        }
        return any;
    }

    private void finishAttempt() {
        lines.insist(true);
        try {
            print((attempt, last) -> last.finish());
        } catch (IOException e) {
            lines.say(unreadable(e), place -> place);
        }
        printer = null;
    }

    @Override
    public void counts(@NonNull JobInvocation invocation) {
        printCounts();
    }

    @Override
    public void hostsChanged(@NonNull List<HostRow> hosts) {
        printCounts();
    }

    private void printCounts() {
        int index = run.attempts() - 1;
        if (index < 0 || index != lines.place().attempt()) {
            return;
        }
        ConsoleCounts totals;
        try {
            totals = totals(run.attempt(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (totals.isWorthALineAfter(lines.place().counted())) {
            lines.say(
                    Messages.ConsoleOutput_counts(totals.done(), totals.total(), totals.parts()),
                    place -> place.counted(totals));
        }
    }

    @Override
    public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
        tellNews();
        lines.insist(true);
        if (lines.place().attempt() < head.attempts().size()) {
            finishAttempt();
            lines.moveTo(lines.place().nextAttempt());
        }
        lines.goOn();
        try {
            new Summary(run, outcomeFollows).lines(head).forEach(lines::output);
            if (fault != null) {
                lines.output(Messages.ConsoleOutput_fault(HostText.plain(fault.toString())));
            }
        } catch (IOException | UncheckedIOException e) {
            lines.say(unreadable(e), place -> place);
        }
    }

    private static String unreadable(Exception e) {
        return Messages.ConsoleOutput_unreadable(HostText.plain(e.toString()));
    }
}
