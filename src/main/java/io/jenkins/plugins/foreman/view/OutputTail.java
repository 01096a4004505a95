package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.PlainText;
import java.io.IOException;
import java.util.stream.Collectors;

/** The end of a host's output as plain text, for reports. */
final class OutputTail {

    private OutputTail() {}

    @NonNull
    static String of(@NonNull ViewedHost host, int chars) throws IOException {
        OutputWindow window =
                OutputWindow.before(host.attempt().record(), host.row().id(), Long.MAX_VALUE, chars);
        String text = window.pieces().stream().map(OutputWindow.Piece::text).collect(Collectors.joining());
        return (window.offset() > 0 ? "…\n" : "") + PlainText.of(text);
    }
}
