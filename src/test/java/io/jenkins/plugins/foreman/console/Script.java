package io.jenkins.plugins.foreman.console;

import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.invocation.RunListener;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunHead.News;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** A run made up step by step, each step a change of the record and the event that tells of it. */
final class Script {

    static final Instant NOW = Instant.parse("2026-08-21T10:00:00Z");

    /** A change of the record. */
    interface Write {
        /** Does what is not done yet; returns whether there was anything. */
        boolean to(RunRecord run) throws IOException;
    }

    /** What is told of it. */
    interface Tell {
        void to(RunListener listener, RunRecord run) throws IOException;
    }

    /** A step. */
    record Step(Write write, Tell tell) {}

    private final List<Step> steps = new ArrayList<>();

    static RunRecord create(Path directory) throws IOException {
        RunHead head = RunHead.started("https://foreman.example.com/", NOW).withNewAttempt(attempt(17));
        return RunRecord.create(directory, RecordLimits.DEFAULT, head);
    }

    static RunRecord open(Path directory) throws IOException {
        return RunRecord.open(directory, RecordLimits.DEFAULT);
    }

    static Attempt attempt(long id) {
        return new Attempt(
                "marker",
                true,
                1,
                id,
                "[marker] Run ls",
                "Run Command",
                List.of(),
                null,
                null,
                null,
                null,
                NOW,
                null,
                false);
    }

    static HostRow host(long id) {
        return HostRow.unplanned(id, "host" + (id < 10 ? "0" : "") + id + ".example.com");
    }

    static RecordedChunk chunk(long key, String text) {
        return new RecordedChunk(OutputType.STDOUT, key, key, text, false);
    }

    Script step(Write write, Tell tell) {
        steps.add(new Step(write, tell));
        return this;
    }

    Script hosts(int attempt, long... ids) {
        return step(
                run -> {
                    List<HostRow> rows = new ArrayList<>();
                    for (long id : ids) {
                        if (run.attempt(attempt).host(id) == null) {
                            rows.add(host(id).in(HostState.RUNNING, new HostFacts("proxy", null, null), NOW));
                        }
                    }
                    run.attempt(attempt).putHosts(rows);
                    return !rows.isEmpty();
                },
                (listener, run) -> listener.hostsChanged(run.attempt(attempt).hosts()));
    }

    Script output(int attempt, long id, RecordedChunk... chunks) {
        return step(
                run -> {
                    Set<Long> known = new HashSet<>();
                    run.attempt(attempt).forEachChunk(id, 0, chunk -> known.add(chunk.key()));
                    List<RecordedChunk> missing = Stream.of(chunks)
                            .filter(chunk -> !known.contains(chunk.key()))
                            .toList();
                    run.attempt(attempt).append(id, missing);
                    return !missing.isEmpty();
                },
                (listener, run) -> listener.recorded(attempt, List.of()));
    }

    Script ends(int attempt, long id, HostState state, String exitStatus, String reason) {
        return step(
                run -> {
                    AttemptRecord record = run.attempt(attempt);
                    HostRow row = record.host(id);
                    boolean due = !row.outputComplete();
                    if (due) {
                        record.putHosts(List.of(row.in(state, HostFacts.NONE, NOW.plusSeconds(60 + id))
                                .completed(exitStatus, reason == null ? null : Sentence.plain(reason))));
                    }
                    return due;
                },
                (listener, run) -> {
                    HostRow row = run.attempt(attempt).host(id);
                    listener.hostsChanged(List.of(row));
                    listener.recorded(attempt, List.of(row));
                });
    }

    /** The failed hosts of the attempt before are tried again. */
    Script retries(int attempt, long... ids) {
        List<String> facts = new ArrayList<>(List.of("30", Integer.toString(ids.length)));
        for (long id : ids) {
            facts.add(host(id).name());
        }
        News news = new News(News.Kind.RETRYING, facts);
        return step(
                run -> {
                    boolean due = run.attempts() <= attempt;
                    if (due) {
                        run.update(
                                head -> head.withCurrent(head.currentAttempt().finishedNow()));
                        run.update(head ->
                                head.withNewAttempt(attempt(17 + attempt)).withNews(news));
                    }
                    return due;
                },
                (listener, run) ->
                        listener.retrying(attempt, run.attempt(attempt - 1).hosts(), Duration.ofSeconds(30)));
    }

    /** The job ends, which may be told much later. */
    Script ended(long second) {
        return step(
                run -> {
                    boolean due = run.head().currentAttempt().stoppedAt() == null;
                    if (due) {
                        run.update(
                                head -> head.withCurrent(head.currentAttempt().ended(false, NOW.plusSeconds(second))));
                    }
                    return due;
                },
                (listener, run) -> {});
    }

    /** Something else happens. */
    Script says(String sentence) {
        return step(
                run -> {
                    News news = News.of(News.Kind.MESSAGE, sentence);
                    boolean due = !run.head().news().contains(news);
                    if (due) {
                        run.update(head -> head.withNews(news));
                    }
                    return due;
                },
                (listener, run) -> listener.notice(sentence));
    }

    Script finished(RunHead.Verdict verdict, String message) {
        return finished(verdict, message, null);
    }

    /** Ends as the hosts and the thresholds tell. */
    Script judged(RunHead.Verdict verdict, RunHead.Basis basis) {
        return finished(verdict, "Not to be printed.", basis);
    }

    private Script finished(RunHead.Verdict verdict, String message, RunHead.Basis basis) {
        return step(
                run -> {
                    run.update(head -> head.withOutcome(
                            new RunHead.Outcome(verdict, Sentence.plain(message), NOW.plusSeconds(192), basis)));
                    // the end is told until somebody has taken note of it
                    return true;
                },
                (listener, run) -> listener.finished(run.head(), null));
    }

    List<Step> steps() {
        return steps;
    }

    /** A run of which some hosts are tried again. */
    static Script random(long seed) {
        Random random = new Random(seed);
        Script script = new Script().says("It begins.").hosts(0, 1, 2).hosts(0, 3);
        script.attempt(random, 0, 1L, 2L, 3L);
        return script.says("It goes on.")
                .retries(1, 2)
                .hosts(1, 2)
                .attempt(random, 1, 2L)
                .says("It is over.")
                .finished(RunHead.Verdict.FAILURE, "Something failed.");
    }

    /** A random attempt: pieces of lines cut anywhere, colours, progress, moved chunks, hosts that end at any time. */
    private Script attempt(Random random, int attempt, Long... ids) {
        Script script = this;
        String[] pieces = {
            "one\n",
            "two ",
            "three\r\n",
            "\u001b[3",
            "1mred",
            "\u001b[0m\n",
            "10%\r",
            "20%\r",
            "\ud83d",
            "\ude00",
            "\n",
            "Exit status: 0",
            "\u001b]0;title",
            "\u0007",
            "four\nfive\nsi"
        };
        Set<Long> spoke = new HashSet<>();
        List<Long> running = new ArrayList<>(List.of(ids));
        long key = 1 + 1000L * attempt;
        while (!running.isEmpty()) {
            long id = running.get(random.nextInt(running.size()));
            int what = random.nextInt(6);
            if (what == 0) {
                running.remove(id);
                boolean good = random.nextBoolean();
                script.ends(attempt, id, good ? HostState.SUCCESS : HostState.ERROR, good ? "0" : "1", null);
            } else if (what == 1 && spoke.contains(id)) {
                long newKey = key++;
                script.step(
                        run -> moveLast(run.attempt(attempt), id, newKey), (l, run) -> l.recorded(attempt, List.of()));
            } else {
                RecordedChunk[] chunks = new RecordedChunk[1 + random.nextInt(3)];
                for (int i = 0; i < chunks.length; i++) {
                    OutputType type = random.nextInt(8) == 0 ? OutputType.DEBUG : OutputType.STDOUT;
                    String text = pieces[random.nextInt(pieces.length)];
                    chunks[i] = new RecordedChunk(type, key, key++, text, false);
                }
                script.output(attempt, id, chunks);
                spoke.add(id);
            }
        }
        return script;
    }

    private static boolean moveLast(AttemptRecord record, long id, long newKey) throws IOException {
        int chunks = record.outputSize(id).chunks();
        boolean[] done = {false};
        record.forEachChunk(id, 0, chunk -> {
            done[0] |= chunk.key() == newKey;
            return true;
        });
        if (!done[0]) {
            record.forEachChunk(id, chunks - 1, last -> {
                RecordedChunk moved =
                        new RecordedChunk(last.type(), last.timestampMicros(), last.key(), last.text(), true);
                record.replaceTail(id, chunks - 1, List.of(chunk(newKey, "inserted\n"), moved));
                return false;
            });
        }
        return !done[0];
    }
}
