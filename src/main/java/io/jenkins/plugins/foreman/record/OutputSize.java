package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * How much output of a host is recorded.
 *
 * @param chars characters (UTF-16 units) that can be read
 * @param chunks chunks that can be read
 * @param lines line feeds among them
 * @param droppedChars characters that the limits kept out
 * @param lastLine the last line that is not blank, cut at 200 characters, without control sequences; empty when none
 * @param rewrites how often {@link AttemptRecord#replaceTail} removed chunks: who has read some of the output reads it
 *     again when this grew
 */
public record OutputSize(
        long chars,
        int chunks,
        int lines,
        long droppedChars,
        @NonNull String lastLine,
        int rewrites) {

    /** Nothing recorded. */
    public static final OutputSize NONE = new OutputSize(0, 0, 0, 0, "", 0);
}
