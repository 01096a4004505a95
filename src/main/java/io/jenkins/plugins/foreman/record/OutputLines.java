package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;

/**
 * Makes lines of a host's chunks. Foreman puts messages of its own and {@code Exit status: 0} between them without any
 * line feed; each of those is a line by itself, and so is what one of the two streams had begun before the other goes on.
 * For one thread at a time.
 */
public final class OutputLines {

    private static final String EXIT_STATUS = "Exit status: ";
    private static final int EXIT_STATUS_MAX_CHARS = 40;

    private final Sink sink;
    private final LineAssembler output;
    private final LineAssembler messages;
    private OutputType type = OutputType.STDOUT;

    /**
     * Makes lines from nothing on.
     *
     * @param colours whether colours and attributes stay, see {@link LineAssembler}
     * @param maxChars longer lines are cut
     */
    public OutputLines(boolean colours, int maxChars, @NonNull Sink sink) {
        this.sink = sink;
        this.output = new LineAssembler(colours, maxChars, (text, cut) -> sink.line(type, text, cut));
        this.messages = new LineAssembler(false, maxChars, this::message);
    }

    /** Takes the next chunk. */
    public void chunk(@NonNull RecordedChunk chunk) {
        boolean message = chunk.type() == OutputType.DEBUG || isExitStatus(chunk.text());
        if (message || chunk.type() != type) {
            output.flush();
        }
        type = chunk.type();
        if (message) {
            messages.feed(chunk.text());
            messages.flush();
        } else {
            output.feed(chunk.text());
        }
    }

    /** Ends a pending line. */
    public void flush() {
        output.flush();
    }

    private void message(String text, long cut) {
        if (!text.isEmpty()) {
            sink.line(type, text, cut);
        }
    }

    /** Whether a text is what Foreman adds about the end of a script. */
    public static boolean isExitStatus(@NonNull String text) {
        return text.length() <= EXIT_STATUS_MAX_CHARS
                && text.startsWith(EXIT_STATUS)
                && text.strip().indexOf(' ', EXIT_STATUS.length()) < 0;
    }

    /** Takes lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A line is whole.
         *
         * @param type the stream it came by
         * @param text without the line's end
         * @param cut how many characters are missing at its end
         */
        void line(@NonNull OutputType type, @NonNull String text, long cut);
    }
}
