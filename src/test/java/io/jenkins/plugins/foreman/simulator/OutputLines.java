package io.jenkins.plugins.foreman.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.foreman.simulator.HostScript.Chunk;
import io.jenkins.plugins.foreman.simulator.HostScript.Ending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The rows of output that a host's task shows at a point in time. Rows are not lines. Newer versions keep them in a
 * table and sort them by timestamp, which leaves the order of equal timestamps to chance; older ones do neither.
 */
final class OutputLines {

    private static final long IDS_PER_TASK = 1_000_000;
    private static final long EXIT_ROW = 900_001;
    private static final long EXCEPTION_ROW = 900_002;
    private static final long DUPLICATE_ROW = 900_003;

    /**
     * A row.
     *
     * @param id null for rows that are not in the table or shown without their id
     */
    record Row(long timestamp, String type, String text, Long id, String externalId) {}

    private final VersionProfile profile;
    private final String language;
    private final long read;

    /**
     * @param read a number that differs from read to read
     */
    OutputLines(VersionProfile profile, String language, long read) {
        this.profile = profile;
        this.language = language;
        this.read = read;
    }

    /** The rows to see now; reading a running task stores what it has put out. */
    List<Row> rows(HostRun run, long now) {
        run.read(now);
        List<Row> rows = new ArrayList<>();
        addChunks(rows, run, now);
        addExit(rows, run, now);
        for (long at : run.initializationErrors()) {
            if (at <= now && at <= run.stoppedAt) {
                rows.add(new Row(
                        at,
                        "debug",
                        "Initialization error: RestClient::InternalServerError - 500 Internal Server Error",
                        null,
                        null));
            }
        }
        if (!profile.hasOutputIds() && run.isStopped(now) && run.result.equals("cancelled")) {
            rows.add(new Row(run.stoppedAt, "debug", "Job cancelled by user", null, null));
        } else {
            addException(rows, run, now);
        }
        addProxyError(rows, run, now);
        if (profile.sortsOutput()) {
            sort(rows, run);
        }
        return rows;
    }

    private void addChunks(List<Row> rows, HostRun run, long now) {
        if (run.startedAt == Micros.NEVER) {
            return;
        }
        long skew = Micros.of(run.script().clockSkew());
        long until = run.onlyWhatWasRead ? Math.min(now, run.lastReadAt()) : now;
        boolean killed = "143".equals(run.exitStatus);
        if (killed) {
            // What the script wrote last may come after its exit status (seen so).
            until = Math.min(until, run.endedAt + Micros.SECOND);
        }
        if (run.script().pull() && until < run.endedAt) {
            return;
        }
        List<Chunk> chunks = run.script().chunks();
        for (int i = 0; i < chunks.size(); i++) {
            Chunk chunk = chunks.get(i);
            if (run.startedAt + Micros.of(chunk.offset()) <= until) {
                long timestamp = run.startedAt + Micros.of(chunk.timestamp()) + skew;
                rows.add(new Row(timestamp, chunk.type().json(), chunk.text(), id(run, i + 1L), String.valueOf(i)));
            }
        }
    }

    /** What a run has put out so far, in the order of its timestamps, messages as lines; without being a read. */
    static String written(HostRun run, long now) {
        OutputLines lines = new OutputLines(VersionProfile.REX_17_1, "en", 0);
        List<Row> rows = new ArrayList<>();
        lines.addChunks(rows, run, now);
        addException(rows, run, now);
        rows.sort(Comparator.comparingLong(Row::timestamp).thenComparing(Row::id));
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(row.text());
            if (row.type().equals("debug") && !row.text().endsWith("\n")) {
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static Long id(HostRun run, long ordinal) {
        return run.templateInvocationId() * IDS_PER_TASK + ordinal;
    }

    private static void addException(List<Row> rows, HostRun run, long now) {
        if (run.exception != null && run.isStopped(now)) {
            String externalId = String.format("exception-%08x", run.taskId().hashCode());
            rows.add(new Row(run.stoppedAt, "debug", run.exception, id(run, EXCEPTION_ROW), externalId));
        }
    }

    /** The exit status is a row of the table, but shown without its id. */
    private void addExit(List<Row> rows, HostRun run, long now) {
        if (run.exitStatus == null || now < run.endedAt || run.script().ending() == Ending.NO_PROXY) {
            return;
        }
        String text = String.format(Messages.get(language, "Exit status: %s"), run.exitStatus);
        long timestamp = run.endedAt + Micros.of(run.script().clockSkew());
        if (!profile.hasOutputIds() && !rows.isEmpty()) {
            timestamp = rows.get(rows.size() - 1).timestamp() + Micros.SECOND;
        }
        Row exit = new Row(timestamp, "stdout", text, null, null);
        if (profile.hasOutputIds() && !profile.sortsOutput()) {
            addWithOldQuirks(rows, run, exit);
        } else {
            rows.add(exit);
        }
    }

    /** Before REX 13.0 a row could be stored twice, and the exit row moved when it was stored again. */
    private void addWithOldQuirks(List<Row> rows, HostRun run, Row exit) {
        if (!rows.isEmpty()) {
            Row last = rows.get(rows.size() - 1);
            rows.add(new Row(last.timestamp(), last.type(), last.text(), id(run, DUPLICATE_ROW), last.externalId()));
        }
        boolean moved = run.isStopped(exit.timestamp()) || read % 2 == 1;
        rows.add(moved ? 0 : rows.size(), exit);
    }

    /** While the proxy does not know the task or does not answer, each read makes up a row of its own. */
    private void addProxyError(List<Row> rows, HostRun run, long now) {
        if (run.isStopped(now)) {
            return;
        }
        String cause = null;
        if (run.proxy().isDown(now)) {
            cause = "Errno::ECONNREFUSED - Failed to open TCP connection to "
                    + run.proxy().name() + ":8443 (Connection refused - connect(2) for \""
                    + run.proxy().name() + "\" port 8443)";
        } else if (now < run.triggeredAt || run.lostAt <= now) {
            cause = "RestClient::NotFound - 404 Not Found";
        }
        if (cause != null) {
            String text = Messages.get(language, "Error loading data from proxy") + ": " + cause;
            rows.add(new Row(now, "debug", text, null, null));
        }
    }

    private void sort(List<Row> rows, HostRun run) {
        Random chance = new Random(read * 31 + run.index());
        Collections.shuffle(rows, chance);
        rows.sort(Comparator.comparingLong(Row::timestamp));
    }

    /** Leaves out rows from the front as long as they are not younger than {@code since}, as Foreman does. */
    static List<Row> since(List<Row> rows, String since) {
        if (since == null || since.isBlank()) {
            return rows;
        }
        double limit = rubyFloat(since);
        int from = 0;
        while (from < rows.size() && Micros.asDouble(rows.get(from).timestamp()) <= limit) {
            from++;
        }
        return rows.subList(from, rows.size());
    }

    /** A number as far as the text has one, else 0. */
    private static double rubyFloat(String text) {
        var matcher = java.util.regex.Pattern.compile("^\\s*[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")
                .matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group().trim()) : 0;
    }

    ArrayNode json(List<Row> rows, HostRun run) {
        ArrayNode array = Json.array();
        for (Row row : rows) {
            ObjectNode node = array.addObject();
            if (row.id() != null && profile.hasOutputIds()) {
                node.put("id", row.id());
                node.put("template_invocation_id", run.templateInvocationId());
                node.put("timestamp", Micros.seconds(row.timestamp()));
                node.putNull("meta");
                if (profile.hasExternalId()) {
                    node.put("external_id", row.externalId());
                } else if (row.externalId() != null && row.externalId().matches("\\d+")) {
                    node.put("sequence_id", Integer.parseInt(row.externalId()));
                } else {
                    node.put("sequence_id", run.script().chunks().size() + 1);
                }
                node.put("output_type", row.type());
                node.put("output", row.text());
            } else {
                node.put("output_type", row.type());
                node.put("output", row.text());
                node.put("timestamp", Micros.seconds(row.timestamp()));
            }
        }
        return array;
    }

    static String text(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row.text()));
        return text.toString();
    }
}
