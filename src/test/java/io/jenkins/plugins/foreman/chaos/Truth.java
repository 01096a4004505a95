package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.simulator.HostJournal;
import io.jenkins.plugins.foreman.simulator.SimHost;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what a run recorded, printed and decided with what the simulator did. */
final class Truth {

    /** Requests of one step, after which the budget is asked again. */
    private static final int MOST_IN_STEP = 16;

    /** More groups of failed hosts are not printed. */
    private static final int MOST_GROUPS = 100;

    private static final Duration SOON = Duration.ofMinutes(15);
    private static final Pattern TOKEN = Pattern.compile("<\\d+\\.\\d+b?>");

    private static final Pattern NOTE = Pattern.compile(
            "(Initialization error: |Job cancelled by user|ForemanTasks::Task::TaskCancelledException: )[^\n]*\n");

    private final World world;
    private final World.Watched run;
    private final RunRecord record;
    private final RunHead head;
    private final List<String> violations = new ArrayList<>();

    private Truth(World world, World.Watched run) throws IOException {
        this.world = world;
        this.run = run;
        this.record = run.open();
        this.head = record.head();
    }

    /** What does not hold, in words. */
    static List<String> violations(World world) throws IOException {
        List<String> all = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        for (World.Watched run : world.runs) {
            Truth truth = new Truth(world, run);
            truth.check(known);
            truth.record.close();
            truth.violations.forEach(violation -> all.add("run " + run.number + ": " + violation));
        }
        world.simulator.jobInvocations().stream()
                .filter(job -> !known.contains(job.id()))
                .forEach(job -> all.add("job " + job.id() + " belongs to no run: " + job.description()));
        int perMinute = world.simulator.counters().maxPerMinute();
        int allowed = world.requestsPerMinute * 5 / 4 + MOST_IN_STEP;
        if (world.restarts == 0 && perMinute > allowed) {
            all.add(perMinute + " requests in a minute instead of " + allowed);
        }
        return all;
    }

    private void hold(boolean condition, String violation) {
        if (!condition) {
            violations.add(violation);
        }
    }

    private void check(Set<Integer> known) throws IOException {
        hold(head.outcome() != null || run.unwritten, "no outcome is recorded");
        end();
        told();
        retries();
        verdict();
        again();
        List<String> log = withoutSummaries(run.log.lines());
        Map<String, Integer> printed = tokens(String.join("\n", log));
        for (int i = 0; i < head.attempts().size(); i++) {
            Attempt attempt = head.attempts().get(i);
            List<SimJobInvocation> jobs = jobs(attempt);
            jobs.forEach(job -> known.add(job.id()));
            created(
                    attempt,
                    jobs.stream()
                            .filter(job -> !job.ghost() && job.first() == job)
                            .toList());
            Long id = attempt.invocationId();
            if (id != null) {
                SimJobInvocation job = world.simulator.jobInvocation(id.intValue());
                output(i, attempt, job, printed);
            }
        }
        if (world.powerLosses == 0 && !run.everUnwritten) {
            inOrder(log);
            printed.forEach((token, times) -> hold(times <= 1, token + " is printed " + times + " times"));
        }
        abort();
    }

    /** Each names the last lines of hosts once more. */
    private static List<String> withoutSummaries(List<String> lines) {
        List<String> log = new ArrayList<>();
        boolean summary = false;
        for (String line : lines) {
            summary = line.endsWith(" did not succeed:") || summary && !line.startsWith("Foreman: ");
            if (!summary) {
                log.add(line);
            }
        }
        return log;
    }

    /** What a host wrote is printed in the order in which it wrote it. */
    private void inOrder(List<String> log) {
        Map<String, Integer> last = new HashMap<>();
        for (String line : log) {
            Matcher matcher = TOKEN.matcher(line);
            while (!line.contains(Scripts.LATE) && matcher.find()) {
                String[] parts = matcher.group().split("[<.b>]");
                Integer before = last.put(parts[1], Integer.valueOf(parts[2]));
                hold(
                        before == null || before <= Integer.parseInt(parts[2]),
                        matcher.group() + " is printed after " + before);
            }
        }
    }

    /** When nothing goes wrong any more and all jobs have stopped, a run ends soon. */
    private void end() {
        Instant hit = world.simulator.faults().lastHit();
        Instant latest = hit != null && hit.isAfter(world.calmSince) ? hit : world.calmSince;
        for (Attempt attempt : head.attempts()) {
            for (SimJobInvocation job : jobs(attempt)) {
                Instant stopped = job.stoppedAt();
                if (stopped != null && stopped.isAfter(latest)) {
                    latest = stopped;
                }
            }
        }
        Duration late = Duration.between(latest, run.endedAt);
        hold(late.compareTo(SOON) < 0, "ended only " + late + " after all was calm");
    }

    /** Trouble is told once until it is over. */
    private void told() {
        boolean degraded = false;
        for (String told : run.told) {
            hold(!degraded || !told.startsWith("degraded"), "trouble is told again: " + told);
            degraded = told.startsWith("degraded") || degraded && !told.equals("recovered") && !told.equals(World.GONE);
        }
    }

    /** What runs again does not run beside what it repeats, and not where that succeeded. */
    private void again() throws IOException {
        if (run.of == null) {
            return;
        }
        List<Attempt> before;
        try (RunRecord earlier = run.of.open()) {
            before = earlier.head().attempts();
        }
        Map<String, String> results = new HashMap<>();
        before.forEach(attempt -> journal(attempt).values().forEach(host -> results.put(host.host(), host.result())));
        for (String host : run.plan.hosts()) {
            hold(
                    !"success".equals(results.get(host)) || world.troubled.contains(host),
                    "runs again on " + host + ", which had succeeded");
        }
        List<HostJournal> earlier = before.stream()
                .flatMap(attempt -> jobs(attempt).stream())
                .filter(job -> job.first() == job && job.created().isBefore(run.of.endedAt.minusSeconds(180)))
                .flatMap(job -> job.journal().stream())
                .toList();
        for (Attempt attempt : head.attempts()) {
            for (HostJournal now : journal(attempt).values()) {
                for (HostJournal then : earlier) {
                    hold(!areBesideEachOther(then, now), "runs again on " + now.host() + " beside what it repeats");
                }
            }
        }
    }

    private static boolean areBesideEachOther(HostJournal then, HostJournal now) {
        return then.hostId() == now.hostId()
                && then.ran()
                && now.ran()
                && (then.stoppedAt() == null || then.stoppedAt().isAfter(now.startedAt()));
    }

    /** What a job came to on each of its hosts, by id. */
    private Map<Long, HostJournal> journal(Attempt attempt) {
        Map<Long, HostJournal> hosts = new HashMap<>();
        if (attempt.invocationId() != null) {
            world.simulator
                    .jobInvocation(attempt.invocationId().intValue())
                    .journal()
                    .forEach(host -> hosts.put((long) host.hostId(), host));
        }
        return hosts;
    }

    /** Each retry is for what failed before, and for nothing else. */
    private void retries() throws IOException {
        for (int i = 1; i < head.attempts().size(); i++) {
            Attempt before = head.attempts().get(i - 1);
            Attempt attempt = head.attempts().get(i);
            Map<Long, HostJournal> earlier = journal(before);
            List<Long> again = attempt.hostIds();
            Set<String> names = new HashSet<>();
            for (long host : again) {
                names.add(record.attempt(i - 1).host(host).name());
            }
            String where = "attempt " + (i + 1) + ": ";
            hold(!again.isEmpty(), where + "is for all hosts");
            for (long host : again) {
                HostJournal result = earlier.get(host);
                boolean failed = result == null || result.result().equals("error") || isTroubled(result);
                hold(failed, where + "runs again on host " + host + ", which came to " + result);
            }
            earlier.values()
                    .forEach(host -> hold(
                            !host.result().equals("error") || again.contains((long) host.hostId()) || isTroubled(host),
                            where + "leaves out " + host.host()));
            journal(attempt)
                    .values()
                    .forEach(host -> hold(names.contains(host.host()), where + "runs on " + host.host() + " as well"));
        }
        Attempt last = head.current();
        if (last != null && last.finished() && head.cancel() == null && run.fault == null) {
            List<String> failed = journal(last).values().stream()
                    .filter(host -> host.result().equals("error") && !isTroubled(host))
                    .map(HostJournal::host)
                    .toList();
            hold(
                    failed.isEmpty()
                            || head.attempts().size() > run.plan.settings().retries(),
                    "not tried again although it failed: " + failed);
        }
    }

    private boolean isTroubled(HostJournal host) {
        return world.troubled.contains(host.host());
    }

    /** What the run says of the hosts is what became of them. */
    private void verdict() {
        RunHead.Outcome outcome = head.outcome();
        if (outcome == null || head.attempts().isEmpty()) {
            return;
        }
        Map<String, String> results = new TreeMap<>();
        run.plan.request().hosts().forEach(name -> results.put(name, "not run"));
        for (Attempt attempt : head.attempts()) {
            Map<Long, HostJournal> journal = journal(attempt);
            if (attempt.invocationId() != null) {
                world.simulator
                        .jobInvocation(attempt.invocationId().intValue())
                        .hosts()
                        .forEach(name -> results.put(name, "not run"));
            }
            for (long id : attempt.hostIds()) {
                SimHost host = world.simulator.fleet().find((int) id);
                if (host != null) {
                    results.put(host.name(), "not run");
                }
            }
            journal.values().forEach(host -> results.put(host.host(), host.result()));
        }
        int failed = (int) results.values().stream()
                .filter(result -> !result.equals("success"))
                .count();
        RunSettings settings = run.plan.settings();
        boolean tooMany = settings.failureThreshold().isExceededBy(failed, results.size());
        boolean someFailed = settings.unstableThreshold().isExceededBy(failed, results.size());
        boolean excused = results.keySet().stream().anyMatch(world.troubled::contains);
        switch (outcome.verdict()) {
            case SUCCESS -> hold(!tooMany && !someFailed, "success, although " + results);
            case UNSTABLE -> hold(!tooMany && someFailed || excused, outcome.message() + ", although " + results);
            case FAILURE ->
                hold(
                        tooMany || results.isEmpty() || excused || isLost(outcome) || head.cancel() != null,
                        outcome.message() + ", although " + results);
            case ABORTED -> hold(run.tried, "aborted by nobody: " + outcome);
        }
    }

    /** Whether the run ended before its job did; after a kill in between only the message tells. */
    private boolean isLost(RunHead.Outcome outcome) {
        return run.fault != null || mentionsLeftRunning(outcome.message().toString());
    }

    private List<SimJobInvocation> jobs(Attempt attempt) {
        return world.simulator.jobInvocations().stream()
                .filter(job -> job.description().startsWith(attempt.marker()))
                .toList();
    }

    private void created(Attempt attempt, List<SimJobInvocation> jobs) {
        Long id = attempt.invocationId();
        hold(jobs.size() <= attempt.sends(), jobs.size() + " jobs of " + attempt.sends() + " sends");
        if (id == null) {
            boolean told = run.message.contains(attempt.marker());
            hold(jobs.isEmpty() || told, "a job exists that nobody was told of: " + ids(jobs));
            return;
        }
        hold(jobs.stream().anyMatch(job -> job.id() == id), "the recorded job " + id + " is not one of " + ids(jobs));
        for (SimJobInvocation job : jobs) {
            // what comes when the run has ended is beyond what anybody looks at
            if (job.id() != id && job.created().isBefore(lastLook())) {
                // whoever could not look any more says how to find it
                boolean named = isLost(head.outcome()) && run.message.contains(attempt.marker());
                hold(
                        named || job.cancelRequested() || job.stopped(),
                        "the twin " + job.id() + " of " + id + " runs on");
                hold(
                        named || run.told.stream().anyMatch(told -> told.contains("job_invocations/" + job.id())),
                        "nobody was told of the twin " + job.id() + " of " + id);
            }
        }
    }

    private Instant lastLook() {
        return run.endedAt.minusSeconds(180);
    }

    private static List<Integer> ids(List<SimJobInvocation> jobs) {
        return jobs.stream().map(SimJobInvocation::id).toList();
    }

    private void output(int index, Attempt attempt, SimJobInvocation job, Map<String, Integer> printed)
            throws IOException {
        AttemptRecord recorded = record.attempt(index);
        for (HostJournal host : job.journal()) {
            HostRow row = recorded.host(host.hostId());
            String where = "attempt " + (index + 1) + ", " + host.host() + ": ";
            if (row == null) {
                hold(!attempt.finished() || isTroubled(host), where + "has no row");
                continue;
            }
            String text = text(recorded, host.hostId());
            Map<String, Integer> recordedTokens = tokens(text);
            recordedTokens.forEach(
                    (token, times) -> hold(times == 1, where + token + " is recorded " + times + " times"));
            Set<String> written = tokens(host.output()).keySet();
            hold(written.containsAll(recordedTokens.keySet()), where + "has lines of others: " + text);
            boolean whole = row.outputComplete()
                    && (row.reason() == null || !row.reason().toString().contains("could not be read"));
            hold(row.outputComplete() || !attempt.finished(), where + "is incomplete");
            if (whole && !isTroubled(host)) {
                state(where, row, host);
                hold(
                        withoutNotes(text).equals(withoutNotes(host.output())),
                        where + "recorded\n" + text + "\ninstead of\n" + host.output());
            }
            console(where, index, recorded, row, printed, recordedTokens.keySet());
        }
    }

    private void state(String where, HostRow row, HostJournal host) {
        HostState expected =
                switch (host.result()) {
                    case "success" -> HostState.SUCCESS;
                    case "cancelled" -> HostState.CANCELLED;
                    case "pending" -> HostState.RUNNING;
                    default -> HostState.ERROR;
                };
        hold(row.state() == expected, where + "is " + row.state() + " instead of " + expected);
        // which is no exit status
        if (host.exitStatus() != null && !host.exitStatus().equals("EXCEPTION")) {
            hold(
                    host.exitStatus().equals(row.exitStatus()),
                    where + "ended with " + row.exitStatus() + " instead of " + host.exitStatus());
        }
    }

    private void console(
            String where,
            int index,
            AttemptRecord recorded,
            HostRow row,
            Map<String, Integer> printed,
            Set<String> tokens) {
        boolean all =
                run.plan.console().maxLinesPerHost() == 0 && recorded.hosts().size() <= MOST_GROUPS;
        Mode mode = run.plan.console().mode();
        boolean wanted =
                switch (mode) {
                    case NONE, AUTO -> false;
                    case FAILED -> row.state() != HostState.SUCCESS;
                    default -> true;
                };
        if (wanted && all) {
            Set<String> missing = new LinkedHashSet<>(tokens);
            missing.removeAll(printed.keySet());
            hold(missing.isEmpty(), where + "not printed: " + missing);
        }
        boolean unwanted = mode == Mode.NONE || mode == Mode.FAILED && row.state() == HostState.SUCCESS;
        if (unwanted) {
            Set<String> found = new LinkedHashSet<>(tokens);
            found.retainAll(printed.keySet());
            hold(found.isEmpty(), where + "printed although not wanted: " + found);
        }
    }

    private void abort() {
        hold(!run.unheard, "the wish to stop is not stored when it is made");
        if (!run.aborted) {
            return;
        }
        hold(head.cancel() != null, "the wish to stop is lost");
        hold(
                head.attempts().size() <= run.attemptsAtAbort
                        || head.currentAttempt().sends() == 0,
                "tried again after the abort");
        if (!run.plan.settings().cancelOnAbort()) {
            return;
        }
        for (Attempt attempt : head.attempts()) {
            for (SimJobInvocation job : jobs(attempt)) {
                Long own = attempt.invocationId();
                if ((own == null || job.id() != own) && !job.created().isBefore(lastLook())) {
                    // it came when nobody looked any more
                    continue;
                }
                boolean told = mentionsLeftRunning(run.message)
                        || job.first() != job && run.told.stream().anyMatch(what -> what.contains("series"));
                hold(
                        job.ghost() || job.cancelRequested() || told || stoppedBefore(job),
                        "job " + job.id() + " was not cancelled by the abort, and nobody was told");
            }
        }
    }

    private boolean stoppedBefore(SimJobInvocation job) {
        return job.journal().stream()
                .allMatch(host -> host.stoppedAt() != null && !host.stoppedAt().isAfter(run.endedAt));
    }

    private static boolean mentionsLeftRunning(String message) {
        return message.contains("job_invocations") || message.contains("running");
    }

    static String text(AttemptRecord recorded, long hostId) throws IOException {
        StringBuilder text = new StringBuilder();
        recorded.forEachChunk(hostId, 0, chunk -> {
            text.append(chunk.text());
            return true;
        });
        return text.toString();
    }

    /** Notes of the proxy come and go, and how a cancel is told differs from version to version. */
    private static String withoutNotes(String text) {
        return NOTE.matcher(text).replaceAll("");
    }

    static Map<String, Integer> tokens(String text) {
        Map<String, Integer> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.merge(matcher.group(), 1, Integer::sum);
        }
        return tokens;
    }
}
