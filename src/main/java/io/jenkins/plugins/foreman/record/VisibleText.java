package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Locale;

/** Shows characters that could disturb or deceive a reader in a harmless way. */
final class VisibleText {

    /** Stands for half a character. */
    static final String REPLACEMENT = "\ufffd";

    private static final char CONTROL_PICTURES = '\u2400';
    private static final char DELETE = '\u007f';
    private static final char DELETE_PICTURE = '\u2421';

    private VisibleText() {}

    /** Whether a character stands for itself: neither unsafe, nor half of one, nor a line feed. */
    static boolean isPlain(char c) {
        return c != '\n' && !Character.isSurrogate(c) && !isUnsafe(c);
    }

    /**
     * Whether a character acts on a terminal or a page, or hides, separates or reorders text. Line feeds and tabs are not,
     * nor the joiners that some scripts need. {@code visible.js} has the same.
     */
    static boolean isUnsafe(char c) {
        if (c < 0xa0) {
            return c < ' ' && c != '\t' && c != '\n' || c >= DELETE;
        }
        return c == '\u061c'
                || c == '\u200b'
                || c >= '\u200e' && c <= '\u200f'
                || c >= '\u2028' && c <= '\u202e'
                || c >= '\u2060' && c <= '\u2069'
                || c == '\ufeff'
                || c >= '\ufffe';
    }

    /** What to show for a character that is not plain; empty for those that show nothing on a terminal either. */
    @NonNull
    static String of(char c) {
        if (c == '\u0007' || c == '\u000e' || c == '\u000f') {
            return ""; // bell and character set shifts
        }
        if (c < ' ') {
            return String.valueOf((char) (CONTROL_PICTURES + c));
        }
        if (c == DELETE) {
            return String.valueOf(DELETE_PICTURE);
        }
        return Character.isSurrogate(c) ? REPLACEMENT : String.format(Locale.ROOT, "<U+%04X>", (int) c);
    }
}
