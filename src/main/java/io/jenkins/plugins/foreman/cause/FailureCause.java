package io.jenkins.plugins.foreman.cause;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.client.Sentence;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.OutputSlice;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Why a host failed.
 *
 * @param lines in the words of the host, one or two; empty where nothing tells
 * @param started whether its script was started, as far as anybody knows
 * @param group the same for all hosts that failed for the same cause, whatever differs from host to host in their words
 */
public record FailureCause(
        @NonNull List<String> lines,
        boolean started,
        @NonNull String group) {

    private static final int READ_CHARS = 4096;

    /** Copies the list, so that the record is immutable. */
    public FailureCause {
        lines = List.copyOf(lines);
    }

    /**
     * Reads the end of the host's output. The exit status, which Foreman tells later, never splits a cause.
     *
     * @param reader whose language is spoken where the words are ours
     */
    @NonNull
    public static FailureCause of(@NonNull AttemptRecord attempt, @NonNull HostRow host, @NonNull Locale reader)
            throws IOException {
        String notRun = host.whyNotRun();
        List<String> lines = ErrorShape.tellingLines(notRun == null ? errorText(attempt, host) : notRun);
        Sentence reason = host.reason();
        if (lines.isEmpty() && reason != null) {
            lines = ErrorShape.tellingLines(reason.in(reader));
        }
        String shape = ErrorShape.of(lines, host.name());
        String kind = shape.isEmpty() ? "exit status " + host.exitStatus() : "lines " + shape;
        String group =
                UUID.nameUUIDFromBytes(kind.getBytes(StandardCharsets.UTF_8)).toString();
        return new FailureCause(lines, notRun == null, group);
    }

    /** The end of what went to the error channel; where scripts share one terminal that is the whole output. */
    private static String errorText(AttemptRecord attempt, HostRow host) throws IOException {
        OutputSlice end = attempt.output(host.id(), -READ_CHARS, READ_CHARS);
        StringBuilder stdout = new StringBuilder();
        StringBuilder stderr = new StringBuilder();
        StringBuilder debug = new StringBuilder();
        for (RecordedChunk chunk : end.chunks()) {
            (chunk.type() == OutputType.STDERR ? stderr : chunk.type() == OutputType.DEBUG ? debug : stdout)
                    .append(chunk.text());
        }
        for (StringBuilder channel : List.of(debug, stderr)) {
            if (!ErrorShape.tellingLines(channel.toString()).isEmpty()) {
                return channel.toString();
            }
        }
        return stdout.toString();
    }
}
