package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Prints a run to the build log. The output of hosts is read from the record, from where it was printed up to before: a
 * new console on the same record goes on after a restart, without a line lost or repeated. For one thread at a time.
 */
public final class ConsoleOutput implements RunListener {

    private static final int MAX_NAMES = 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss z", Locale.ROOT);

    private final RunRecord run;
    private final ConsoleOptions options;
    private final ConsoleLines lines;
    private final boolean outcomeFollows;
    private HostTotals printed;
    private int attempt = -1;
    private Mode mode = Mode.AUTO;

    @CheckForNull
    private HostPrinter printer;

    @CheckForNull
    private String link;

    /**
     * Makes a console for a new run or one that goes on.
     *
     * @throws UncheckedIOException when the record or the log cannot be read
     */
    public ConsoleOutput(@NonNull RunRecord run, @NonNull ConsoleOptions options, @NonNull ConsoleLog log) {
        this.run = run;
        this.options = options;
        this.outcomeFollows = log.saysWhyItFailed();
        try {
            this.lines = new ConsoleLines(log, run.head().consoleLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.printed = totalsBefore(run);
    }

    /** After a restart: what the console before has most likely told. */
    private static HostTotals totalsBefore(RunRecord run) {
        RunHead.Attempt current = run.head().current();
        return current == null ? HostTotals.NONE : totals(run, current.counts());
    }

    private static HostTotals totals(RunRecord run, @CheckForNull HostCounts reported) {
        try {
            return HostTotals.of(run.attempt(run.attempts() - 1).counts(), reported);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void created(int index, @NonNull JobInvocation invocation, @NonNull String invocationLink) {
        link = invocationLink;
        RunHead.Attempt attempt = run.head().attempts().get(index);
        String description = HostText.plain(attempt.title());
        String which = invocation.id() + (description.isEmpty() ? "" : " (" + description + ")");
        lines.output(Messages.ConsoleOutput_created(which, invocationLink));
    }

    @Override
    public void scheduled(@NonNull Instant startAt) {
        lines.notice(Messages.ConsoleOutput_scheduled(TIME.format(startAt.atZone(ZoneId.systemDefault()))));
    }

    @Override
    public void counts(@NonNull JobInvocation invocation) {
        printCounts(invocation.counts());
    }

    @Override
    public void hostsChanged(@NonNull List<HostRow> hosts) {
        RunHead.Attempt current = run.head().current();
        printCounts(current == null ? null : current.counts());
    }

    private void printCounts(@CheckForNull HostCounts reported) {
        if (run.attempts() == 0) {
            return;
        }
        HostTotals totals = totals(run, reported);
        if (totals.isWorthALineAfter(printed)) {
            printed = totals;
            lines.notice(Messages.ConsoleOutput_counts(totals.done(), totals.total(), totals.parts()));
        }
    }

    @Override
    public void recorded(int index, @NonNull List<HostRow> completed) throws IOException {
        HostPrinter current = printer(index);
        if (current != null) {
            current.recorded(completed);
        }
    }

    /** The printer of an attempt, null when nothing of hosts is printed. */
    @CheckForNull
    private HostPrinter printer(int index) throws IOException {
        AttemptRecord record = run.attempt(index);
        Mode wanted = mode(record);
        if (index != attempt || wanted != mode) {
            if (index != attempt) {
                finishAttempt();
            }
            attempt = index;
            mode = wanted;
            printer = switch (wanted) {
                case PREFIXED -> new PrefixedPrinter(run, index, options, lines);
                case GROUPED -> new GroupPrinter(run, record, options, false, lines);
                case FAILED -> new GroupPrinter(run, record, options, true, lines);
                case AUTO, NONE -> null;
            };
        }
        return printer;
    }

    private void finishAttempt() throws IOException {
        if (printer != null) {
            printer.finish();
            printer = null;
        }
        attempt = -1;
    }

    /** Only a console that prints lines as they come moves the position, and it goes on so when hosts are added. */
    private Mode mode(AttemptRecord record) {
        if (options.mode() == Mode.AUTO && run.head().consolePosition() > 0) {
            return Mode.PREFIXED;
        }
        RunHead.Attempt current = run.head().current();
        HostCounts reported = current == null ? null : current.counts();
        return options.mode().forHosts(HostTotals.of(record.counts(), reported).total());
    }

    @Override
    public void degraded(@NonNull Throwable cause, @NonNull Duration patience) {
        lines.notice(Messages.ConsoleOutput_degraded(HostText.plain(cause.getMessage()), Wording.duration(patience)));
    }

    @Override
    public void recovered(@NonNull Duration downtime) {
        lines.notice(Messages.ConsoleOutput_recovered(Wording.duration(downtime)));
    }

    @Override
    public void notice(@NonNull String message) {
        lines.notice(Messages.ConsoleOutput_message(HostText.plain(message)));
    }

    @Override
    public void cancelling(@NonNull String message) {
        lines.notice(Messages.ConsoleOutput_message(HostText.plain(message)));
    }

    @Override
    public void retrying(int index, @NonNull List<HostRow> hosts, @NonNull Duration pause) {
        try {
            printer(index - 1);
            finishAttempt();
        } catch (IOException e) {
            unreadable(e);
        }
        lines.output(Messages.ConsoleOutput_retrying(
                hosts.size(), Wording.duration(pause), Wording.names(hosts, MAX_NAMES)));
        printed = HostTotals.NONE;
    }

    @Override
    public void finished(@NonNull RunHead head, @CheckForNull Throwable fault) {
        try {
            int last = head.attempts().size() - 1;
            HostPrinter current = last < 0 ? null : printer(last);
            if (current != null) {
                current.finish();
            }
            new Summary(run).lines(head, link(head)).forEach(lines::output);
            RunHead.Outcome outcome = head.outcome();
            if (outcome != null && !(outcomeFollows && outcome.verdict() == RunHead.Verdict.FAILURE)) {
                lines.output(Messages.ConsoleOutput_message(HostText.plain(outcome.message())));
            }
        } catch (IOException e) {
            unreadable(e);
        }
        if (fault != null) {
            lines.notice(Messages.ConsoleOutput_fault(HostText.plain(fault.toString())));
        }
    }

    private void unreadable(IOException e) {
        lines.notice(Messages.ConsoleOutput_unreadable(HostText.plain(e.toString())));
    }

    @CheckForNull
    private String link(RunHead head) {
        RunHead.Attempt current = head.current();
        if (link == null && current != null && current.invocationId() != null) {
            return head.serverUrl().replaceAll("/+$", "") + "/job_invocations/" + current.invocationId();
        }
        return link;
    }
}
