package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The host table for other programs. */
final class TableExports {

    private static final Pattern FORMULA = Pattern.compile("(^|[,;:|\t\n])([\\s\"']*[=+\\-@\uff1d\uff0b\uff0d\uff20])");

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",;:|\t\n]");

    private final RunsView view;

    TableExports(@NonNull RunsView view) {
        this.view = view;
    }

    /** Written as they are read: there may be many. */
    private record Hosts(@NonNull Iterator<HostsData.Row> hosts) {}

    @NonNull
    PageReply json(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedHost> hosts = view.allHosts(HostFilter.of(request));
        return PageReply.jsonDownload(
                "hosts.json",
                new Hosts(hosts.stream()
                        .map(host -> HostsData.Row.of(host, request.locale()))
                        .iterator()));
    }

    @NonNull
    PageReply csv(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        List<ViewedHost> hosts = view.allHosts(HostFilter.of(request));
        Map<String, Integer> numbers = new HashMap<>();
        for (ViewedAttempt attempt : view.attempts()) {
            numbers.put(attempt.key(), numbers.size() + 1);
        }
        Instant now = view.clock().instant();
        return PageReply.download(
                "text/csv;charset=utf-8", "hosts.csv", out -> csv(hosts, numbers, now, request.locale(), out));
    }

    /** @param numbers of the attempts, from 1, by their keys */
    private static void csv(
            List<ViewedHost> hosts, Map<String, Integer> numbers, Instant now, Locale reader, OutputStream out)
            throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        line(
                writer,
                "id",
                "host",
                "state",
                "exit_status",
                "started_at",
                "ended_at",
                "seconds",
                "smart_proxy",
                "attempt",
                "reason",
                "last_line",
                "operating_system",
                "host_group");
        for (ViewedHost host : hosts) {
            var row = host.row();
            line(
                    writer,
                    row.id(),
                    row.name(),
                    States.key(row.state()),
                    row.exitStatus(),
                    seconds(row.startedAt()),
                    seconds(row.endedAt()),
                    host.duration(now).toSeconds(),
                    row.facts().smartProxy(),
                    numbers.get(host.attempt().key()),
                    row.whyNotRun() == null ? host.reason(reader) : "did not run: " + row.whyNotRun(),
                    host.size().lastLine(),
                    row.facts().operatingSystem(),
                    row.facts().hostGroup());
        }
        writer.flush();
    }

    @CheckForNull
    private static Instant seconds(@CheckForNull Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void line(Writer writer, Object... values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            writer.write(i == 0 ? "" : ",");
            writer.write(cell(values[i]));
        }
        writer.write("\r\n");
    }

    /**
     * A spreadsheet would run a text that begins like a formula; an apostrophe keeps it text. Since it may take another
     * character than the comma for what separates cells, as it does in many countries, the same holds behind each of those.
     */
    @NonNull
    static String cell(@CheckForNull Object value) {
        if (value == null) {
            return "";
        }
        String text = PlainText.of(value.toString());
        if (value instanceof String) {
            text = FORMULA.matcher(text).replaceAll("$1'$2");
        }
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
