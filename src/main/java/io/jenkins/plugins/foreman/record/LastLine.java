package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;

/**
 * Finds the last line worth showing: the last that the script wrote, or when it wrote none the last that Foreman did.
 */
final class LastLine {

    private static final int MAX_CHARS = 200;
    private static final int LOOKED_AT = 16_384;

    private final OutputLines lines = new OutputLines(false, MAX_CHARS, this::line);
    private String ofScript = "";
    private String ofForeman = "";

    void chunk(@NonNull RecordedChunk chunk) {
        String text = chunk.text();
        if (text.length() > LOOKED_AT) {
            String end = text.substring(text.length() - LOOKED_AT);
            lines.chunk(new RecordedChunk(chunk.type(), chunk.timestampMicros(), chunk.key(), end, false));
        } else {
            lines.chunk(chunk);
        }
    }

    private void line(OutputType type, String text, long cut) {
        if (text.isBlank()) {
            return;
        }
        if (type == OutputType.DEBUG || OutputLines.isExitStatus(text)) {
            ofForeman = text.strip();
        } else {
            ofScript = text.stripTrailing();
        }
    }

    /** The line, empty when there is none; nothing more can be added then. */
    @NonNull
    String line() {
        lines.flush();
        return ofScript.isEmpty() ? ofForeman : ofScript;
    }
}
