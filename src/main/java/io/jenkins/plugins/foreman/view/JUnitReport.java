package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Hosts as test cases, for Jenkins' test trend and whatever else reads JUnit's XML. */
public final class JUnitReport {

    private static final int TAIL_CHARS = 16_384;

    private final List<ViewedHost> hosts;
    private final String suite;
    private final Instant now;

    private JUnitReport(List<ViewedHost> hosts, String suite, Instant now) {
        this.hosts = hosts;
        this.suite = suite;
        this.now = now;
    }

    /** Writes every host as its last attempt left it; a failed one with the end of its output. */
    public static void write(@NonNull RunsView view, @NonNull String suite, @NonNull OutputStream out)
            throws IOException {
        try {
            List<ViewedHost> hosts = view.hosts(HostFilter.everything(HostFilter.ALL));
            new JUnitReport(hosts, suite, view.clock().instant()).write(out);
        } catch (PageRequest.BadRequest e) {
            throw new IllegalStateException(e);
        }
    }

    @NonNull
    static PageReply reply(@NonNull RunsView view, @NonNull PageRequest request)
            throws IOException, PageRequest.BadRequest {
        List<ViewedHost> hosts = view.hosts(HostFilter.of(request));
        List<ViewedAttempt> attempts = view.attempts();
        String template = attempts.isEmpty() ? null : attempts.get(0).head().templateName();
        JUnitReport report = new JUnitReport(
                hosts, template == null ? "Foreman" : template, view.clock().instant());
        return PageReply.download("application/xml;charset=utf-8", "junit.xml", report::write);
    }

    private void write(OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            attribute(xml, "name", suite);
            attribute(xml, "tests", String.valueOf(hosts.size()));
            attribute(xml, "failures", String.valueOf(count(HostState.ERROR)));
            attribute(
                    xml,
                    "skipped",
                    String.valueOf(hosts.stream()
                            .filter(host -> isSkipped(host.row().state()))
                            .count()));
            for (ViewedHost host : hosts) {
                testCase(xml, host);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void testCase(XMLStreamWriter xml, ViewedHost host) throws XMLStreamException, IOException {
        HostRow row = host.row();
        xml.writeStartElement("testcase");
        attribute(xml, "classname", suite);
        attribute(xml, "name", row.name());
        attribute(
                xml,
                "time",
                String.format(Locale.ROOT, "%.3f", host.duration(now).toMillis() / 1000.0));
        if (row.state() == HostState.ERROR) {
            xml.writeStartElement("failure");
            attribute(xml, "message", message(row));
            xml.writeCharacters(clean(OutputTail.of(host, TAIL_CHARS)));
            xml.writeEndElement();
        } else if (isSkipped(row.state())) {
            xml.writeStartElement("skipped");
            attribute(xml, "message", row.state().label());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String message(HostRow row) {
        String exit = row.exitStatus() == null ? "failed" : "exit status " + row.exitStatus();
        return row.reason() == null ? exit : exit + ": " + row.reason();
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
