package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Output as plain text, for places that show no colours: without terminal control sequences, and with nothing that
 * reorders or hides text. Line feeds and tabs stay.
 */
public final class PlainText {

    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';

    private PlainText() {}

    @NonNull
    public static String of(@NonNull String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ESCAPE) {
                at = endOfSequence(text, at);
                continue;
            }
            if (!VisibleText.isUnsafe(c)) {
                plain.append(c);
            } else if (c != '\r') {
                plain.append('\uFFFD');
            }
            at++;
        }
        return plain.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (VisibleText.isUnsafe(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Where text goes on after an escape sequence; an unfinished one reaches to the end of its line. */
    private static int endOfSequence(String text, int escape) {
        int at = escape + 1;
        if (at >= text.length()) {
            return at;
        }
        char kind = text.charAt(at);
        if (kind == '[') {
            return endOfControl(text, at + 1);
        }
        if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
            return endOfString(text, at + 1);
        }
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '/') {
            at++;
        }
        return at < text.length() && text.charAt(at) > '/' && text.charAt(at) <= '~' ? at + 1 : at;
    }

    private static int endOfControl(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) <= '?') {
            at++;
        }
        return at < text.length() && text.charAt(at) >= '@' && text.charAt(at) <= '~' ? at + 1 : at;
    }

    private static int endOfString(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == BELL) {
                return at + 1;
            }
            if (c == '\n') {
                return at;
            }
            if (c == ESCAPE) {
                boolean terminator = at + 1 < text.length() && text.charAt(at + 1) == '\\';
                return terminator ? at + 2 : at;
            }
        }
        return text.length();
    }
}
