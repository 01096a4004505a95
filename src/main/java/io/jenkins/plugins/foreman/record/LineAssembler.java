package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Makes lines of what a terminal was sent in pieces, cut anywhere. A carriage return that is not part of a line's end
 * starts the line anew, so that of a progress bar the last state is left. Of the escape sequences only colours and
 * attributes stay, if wanted: each line begins with those that are in force and ends with none. What could disturb or
 * deceive a reader is made visible, see {@link VisibleText}. For one thread at a time.
 */
public final class LineAssembler {

    private static final char ESCAPE = '\u001b';

    private final Sink sink;
    private final TerminalLine line;
    private final EscapeSequence escape = new EscapeSequence();
    private final boolean colours;
    private Sgr style = Sgr.DEFAULT;
    private boolean returned;
    private char highSurrogate;

    /**
     * Makes an assembler with nothing pending.
     *
     * @param colours whether colours and attributes stay
     * @param maxChars longer lines are cut, escape sequences not counted
     * @param sink gets each line once it is whole
     */
    public LineAssembler(boolean colours, int maxChars, @NonNull Sink sink) {
        this.colours = colours;
        this.line = new TerminalLine(maxChars);
        this.sink = sink;
    }

    /** Takes the next piece. */
    public void feed(@NonNull String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (escape.isOpen()) {
                if (escape.take(c)) {
                    if (escape.isComplete()) {
                        obey();
                    }
                    continue;
                }
                // not a whole sequence: the character stands for itself
            }
            if (c == ESCAPE) {
                endSurrogate();
                escape.begin();
            } else {
                character(c);
            }
        }
    }

    private void character(char c) {
        if (highSurrogate != 0) {
            if (Character.isLowSurrogate(c)) {
                String pair = new String(new char[] {highSurrogate, c});
                highSurrogate = 0;
                show(pair);
                return;
            }
            endSurrogate();
        }
        switch (c) {
            case '\n' -> endLine();
            case '\r' -> returned = true;
            case '\b' -> {
                if (!returned) {
                    line.eraseLast();
                }
            }
            default -> {
                if (Character.isHighSurrogate(c)) {
                    highSurrogate = c;
                } else if (VisibleText.isPlain(c)) {
                    restartIfReturned();
                    line.add(c, style);
                } else if (Character.isISOControl(c)) {
                    // A terminal writes nothing for it, so it takes the place of nothing either.
                    add(VisibleText.of(c));
                } else {
                    show(VisibleText.of(c));
                }
            }
        }
    }

    private void show(String visible) {
        restartIfReturned();
        add(visible);
    }

    private void add(String visible) {
        if (!visible.isEmpty()) {
            line.add(visible, style);
        }
    }

    private void endSurrogate() {
        if (highSurrogate != 0) {
            highSurrogate = 0;
            show(VisibleText.REPLACEMENT);
        }
    }

    private void restartIfReturned() {
        if (returned) {
            line.clear();
            returned = false;
        }
    }

    private void obey() {
        switch (escape.command()) {
            case 'm' -> {
                if (colours) {
                    style = style.apply(escape.parameters());
                }
            }
            case 'K' -> erase(escape.parameters());
            case 'G' -> {
                if (escape.parameters().matches("[01]?")) {
                    returned = true;
                }
            }
            default -> {
                // moves, titles, links and the rest have no place in a log
            }
        }
    }

    private void erase(String parameters) {
        boolean toTheEnd = parameters.isEmpty() || parameters.equals("0");
        if (parameters.equals("2") || toTheEnd && returned) {
            line.clear();
        }
    }

    /** Ends the pending line, if there is anything in it: no more output comes, or it goes on as another line. */
    public void flush() {
        escape.reset();
        endSurrogate();
        if (!line.isEmpty()) {
            endLine();
        }
    }

    private void endLine() {
        returned = false;
        String text = line.render();
        long cut = line.cut();
        line.clear();
        sink.line(text, cut);
    }

    /** Takes lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A line is whole.
         *
         * @param text without the line's end
         * @param cut how many characters are missing at its end
         */
        void line(@NonNull String text, long cut);
    }
}
