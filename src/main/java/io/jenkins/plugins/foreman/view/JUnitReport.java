package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.cause.FailureCause;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Hosts as test cases, for Jenkins' test trend and whatever else reads JUnit's XML. */
public final class JUnitReport {

    private static final int TAIL_CHARS = 16_384;

    /** Who reads it has it in memory as a whole, so that of all hosts together it has no more output than this. */
    private static final int ALL_TAIL_CHARS = 16_777_216;

    private static final int LEAST_TAIL_CHARS = 256;
    private static final String PACKAGE = "foreman";

    private final String id;
    private final List<ViewedHost> hosts;
    private final List<ViewedAttempt> attempts;
    private final Instant now;

    private JUnitReport(String id, List<ViewedHost> hosts, List<ViewedAttempt> attempts, Instant now) {
        this.id = id;
        this.hosts = hosts;
        this.attempts = attempts;
        this.now = now;
    }

    /**
     * Writes every host as its last attempt left it; a failed one with the end of its output.
     *
     * @param id of the suite
     * @return how many hosts there are
     */
    public static int write(@NonNull RunsView view, @NonNull String id, @NonNull OutputStream out) throws IOException {
        try {
            List<ViewedHost> hosts = view.hosts(HostFilter.everything(HostFilter.ALL));
            new JUnitReport(id, hosts, view.attempts(), view.clock().instant()).write(out);
            return hosts.size();
        } catch (PageRequest.BadRequest e) {
            throw new IllegalStateException(e);
        }
    }

    @NonNull
    static PageReply reply(@NonNull RunsView view, @NonNull PageRequest request)
            throws IOException, PageRequest.BadRequest {
        List<ViewedHost> hosts = view.hosts(HostFilter.of(request));
        JUnitReport report =
                new JUnitReport(PACKAGE, hosts, view.attempts(), view.clock().instant());
        return PageReply.download("application/xml;charset=utf-8", "junit.xml", report::write);
    }

    private void write(OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            attribute(xml, "name", suite());
            attribute(xml, "id", id);
            if (!attempts.isEmpty()) {
                Instant start = attempts.get(0).head().startedAt();
                attribute(
                        xml, "timestamp", start.truncatedTo(ChronoUnit.SECONDS).toString());
            }
            attribute(xml, "tests", String.valueOf(hosts.size()));
            attribute(xml, "failures", String.valueOf(count(HostState.ERROR)));
            attribute(
                    xml,
                    "skipped",
                    String.valueOf(hosts.stream()
                            .filter(host -> isSkipped(host.row().state()))
                            .count()));
            int tail = tailChars();
            for (ViewedHost host : hosts) {
                testCase(xml, host, tail);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    /** The template, so that a host is the same test case in every build. */
    private String suite() {
        String template = attempts.isEmpty() ? null : attempts.get(0).head().templateName();
        return template == null ? PACKAGE : template;
    }

    private int tailChars() {
        long failed = Math.max(1, count(HostState.ERROR));
        return (int) Math.max(LEAST_TAIL_CHARS, Math.min(TAIL_CHARS, ALL_TAIL_CHARS / failed));
    }

    private void testCase(XMLStreamWriter xml, ViewedHost host, int tail) throws XMLStreamException, IOException {
        HostRow row = host.row();
        xml.writeStartElement("testcase");
        // what is before the last point is taken for the package
        attribute(xml, "classname", PACKAGE + "." + suite().replace('.', '_'));
        attribute(xml, "name", row.name());
        attribute(
                xml,
                "time",
                String.format(Locale.ROOT, "%.3f", host.duration(now).toMillis() / 1000.0));
        if (row.state() == HostState.ERROR) {
            xml.writeStartElement("failure");
            attribute(xml, "message", message(host));
            xml.writeCharacters(clean(OutputTail.of(host, tail)));
            xml.writeEndElement();
        } else if (isSkipped(row.state())) {
            xml.writeStartElement("skipped");
            attribute(xml, "message", row.state().label());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** The cause, as the page tells it. */
    private static String message(ViewedHost host) throws IOException {
        FailureCause cause = host.cause(Locale.ENGLISH);
        String why = String.join(" ", cause.lines());
        if (!cause.started()) {
            return "did not run: " + why;
        }
        String exit = host.row().exitStatus() == null
                ? "failed"
                : "exit status " + host.row().exitStatus();
        return why.isEmpty() ? exit : why + " (" + exit + ")";
    }

    private static boolean isSkipped(HostState state) {
        return state != HostState.ERROR && state != HostState.SUCCESS;
    }

    private long count(HostState state) {
        return hosts.stream().filter(host -> host.row().state() == state).count();
    }

    private static void attribute(XMLStreamWriter xml, String name, @CheckForNull String value)
            throws XMLStreamException {
        xml.writeAttribute(name, clean(PlainText.of(value == null ? "" : value)));
    }

    /** Half surrogate pairs cannot be written as XML; all else that cannot is gone from plain text already. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> clean.appendCodePoint(
                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return clean.toString();
    }
}
