package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cause.ErrorWords;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A report in one file without scripts: counts, causes, hosts, and the end of the output of failed hosts, as many as fit
 * in a file that can be sent by mail.
 */
final class HtmlReport {

    private static final int MOST_OUTPUTS = 200;
    private static final int TAIL_CHARS = 4_096;

    private final RunsView view;
    private final PageTexts texts;

    HtmlReport(@NonNull RunsView view, @NonNull PageTexts texts) {
        this.view = view;
        this.texts = texts;
    }

    @NonNull
    PageReply reply(@NonNull PageRequest request) throws IOException, PageRequest.BadRequest {
        String scope = HostFilter.scope(request);
        List<ViewedAttempt> attempts = view.attempts(scope);
        List<ViewedHost> hosts = view.hosts(HostFilter.everything(scope));
        return PageReply.download("text/html;charset=utf-8", "report.html", out -> write(attempts, hosts, out));
    }

    private void write(List<ViewedAttempt> attempts, List<ViewedHost> hosts, OutputStream out) throws IOException {
        Html html = new Html(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        String title = title(attempts);
        html.raw("<!DOCTYPE html>\n<html lang=\"" + texts.language() + "\"><head><meta charset=\"utf-8\">");
        html.raw("<meta name=\"viewport\" content=\"width=device-width\">");
        html.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html.element("title", null, title).raw("<style>").raw(styles()).raw("</style></head><body><main>");
        html.element("h1", null, title);
        for (ViewedAttempt attempt : attempts) {
            line(html, attempt);
        }
        counts(html, hosts);
        causes(html, hosts);
        table(html, hosts);
        outputs(html, hosts);
        html.raw("</main></body></html>\n").writer.flush();
    }

    private String title(List<ViewedAttempt> attempts) {
        String description = attempts.isEmpty() ? null : attempts.get(0).head().title();
        return description == null || description.isEmpty() ? texts.get("title") : description;
    }

    private void line(Html html, ViewedAttempt attempt) throws IOException {
        Instant start = attempt.head().startedAt().truncatedTo(ChronoUnit.SECONDS);
        html.raw("<p>").text(Objects.toString(attempt.head().templateName(), "") + " · " + start);
        if (attempt.link() != null) {
            html.raw(" · <a href=\"")
                    .text(attempt.link())
                    .raw("\">")
                    .text(attempt.link())
                    .raw("</a>");
        }
        String outcome = new OutcomeText(texts).of(attempt, attempt.record().counts());
        html.text(" · " + (outcome == null ? texts.get("verdict.running") : outcome));
        html.raw("</p>");
    }

    private void counts(Html html, List<ViewedHost> hosts) throws IOException {
        html.raw("<ul class=\"counts\">");
        for (HostState state : States.IN_ORDER) {
            long count =
                    hosts.stream().filter(host -> host.row().state() == state).count();
            if (count > 0) {
                html.element("li", States.key(state), count + " " + texts.get("state." + States.key(state)));
            }
        }
        html.raw("</ul>");
    }

    private void causes(Html html, List<ViewedHost> hosts) throws IOException {
        List<FailureGroups.Group> groups = view.failures().ofAll(hosts).groups();
        if (groups.isEmpty()) {
            return;
        }
        html.element("h2", null, texts.get("why.title")).raw("<ul>");
        for (FailureGroups.Group group : groups.subList(0, Math.min(20, groups.size()))) {
            html.raw("<li>").element("b", null, String.valueOf(group.hosts()));
            String how = group.notRun() ? texts.get("why.notRun") : group.exitStatus();
            html.text(how == null ? " " : " · " + (group.notRun() ? how : texts.get("column.exit") + " " + how));
            html.raw("<pre>");
            for (ErrorWords.Part part : view.failures().words(group, texts.reader())) {
                if (part.varies()) {
                    html.element("i", null, part.text());
                } else {
                    html.text(part.text());
                }
            }
            html.raw("</pre></li>");
        }
        html.raw("</ul>");
    }

    private void table(Html html, List<ViewedHost> hosts) throws IOException {
        html.element("h2", null, texts.get("hosts.title")).raw("<div class=\"table\"><table><thead><tr>");
        Map<String, Function<HostFacts, String>> facts = new LinkedHashMap<>();
        facts.put("proxy", HostFacts::smartProxy);
        facts.put("os", HostFacts::operatingSystem);
        facts.put("hostgroup", HostFacts::hostGroup);
        facts.values().removeIf(fact -> HostTable.told(hosts, fact).isEmpty());
        for (String column : List.of("state", "host", "exit", "duration")) {
            html.element("th", null, texts.get("column." + column));
        }
        for (String column : facts.keySet()) {
            html.element("th", null, texts.get("column." + column));
        }
        html.element("th", null, texts.get("column.last"));
        html.raw("</tr></thead><tbody>");
        Instant now = view.clock().instant();
        for (ViewedHost host : hosts) {
            HostRow row = host.row();
            Duration duration = host.duration(now);
            html.raw("<tr>");
            html.element("td", States.key(row.state()), texts.get("state." + States.key(row.state())));
            html.element("td", null, row.name());
            html.element("td", null, row.exitStatus());
            html.element("td", null, row.startedAt() == null ? "" : duration.toSeconds() + " s");
            for (Function<HostFacts, String> fact : facts.values()) {
                html.element("td", null, fact.apply(row.facts()));
            }
            html.element(
                    "td",
                    "last",
                    row.whyNotRun() == null
                            ? host.lastWords(host.size(), texts.reader())
                            : texts.get("hosts.notRun", row.whyNotRun()));
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table></div>");
    }

    private void outputs(Html html, List<ViewedHost> hosts) throws IOException {
        int written = 0;
        for (ViewedHost host : hosts) {
            if (host.row().state() == HostState.ERROR && written++ < MOST_OUTPUTS) {
                html.raw("<details><summary>").text(host.row().name()).raw("</summary>");
                html.element("pre", null, OutputTail.of(host, TAIL_CHARS)).raw("</details>");
            }
        }
    }

    private static String styles() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Writes markup as it is and text escaped. */
    private record Html(Writer writer) {

        Html raw(String markup) throws IOException {
            writer.write(markup);
            return this;
        }

        Html text(@CheckForNull String text) throws IOException {
            String plain = text == null ? "" : PlainText.of(text);
            for (int i = 0; i < plain.length(); i++) {
                char c = plain.charAt(i);
                switch (c) {
                    case '<' -> writer.write("&lt;");
                    case '>' -> writer.write("&gt;");
                    case '&' -> writer.write("&amp;");
                    case '"' -> writer.write("&quot;");
                    case '\'' -> writer.write("&#39;");
                    default -> writer.write(c);
                }
            }
            return this;
        }

        Html element(String name, @CheckForNull String styleClass, @CheckForNull String text) throws IOException {
            raw("<" + name + (styleClass == null ? "" : " class=\"" + styleClass + "\"") + ">");
            text(text);
            return raw("</" + name + ">");
        }
    }
}
