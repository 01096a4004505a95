package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * Recognises the escape sequences of ECMA-48 and those that terminals added (titles, links), character by character, as
 * they can be cut anywhere. One that is never ended swallows no more than the line it is in.
 */
final class EscapeSequence {

    private static final int MAX_PARAMETERS = 64;

    private State state = State.NONE;
    private final StringBuilder parameters = new StringBuilder();
    private char command;

    private enum State {
        NONE,
        /** After ESC. */
        BEGUN,
        /** After ESC and an intermediate character: one more follows. */
        SHORT,
        /** After {@code ESC [}. */
        CONTROL,
        /** A string that BEL or {@code ESC \} ends. */
        STRING,
        STRING_ESCAPE
    }

    void begin() {
        state = State.BEGUN;
        parameters.setLength(0);
        command = 0;
    }

    void reset() {
        state = State.NONE;
        command = 0;
    }

    boolean isOpen() {
        return state != State.NONE;
    }

    /** Whether the last character taken ended a control sequence, which can be asked for. */
    boolean isComplete() {
        return command != 0;
    }

    /** The letter that says what the sequence wants. */
    char command() {
        return command;
    }

    @NonNull
    String parameters() {
        return parameters.toString();
    }

    /** Takes the next character. Returns false when it does not belong to the sequence, which has ended before it. */
    boolean take(char c) {
        command = 0;
        switch (state) {
            case BEGUN -> {
                return begun(c);
            }
            case SHORT -> {
                state = c >= 0x20 && c <= 0x2f ? State.SHORT : State.NONE;
                return c >= 0x20 && c <= 0x7e;
            }
            case CONTROL -> {
                return control(c);
            }
            case STRING_ESCAPE -> {
                if (c == '\\') {
                    state = State.NONE;
                    return true;
                }
                state = State.BEGUN;
                return begun(c);
            }
            default -> {
                return string(c);
            }
        }
    }

    private boolean begun(char c) {
        if (c == '[') {
            state = State.CONTROL;
            parameters.setLength(0);
        } else if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_') {
            state = State.STRING;
        } else {
            state = c >= 0x20 && c <= 0x2f ? State.SHORT : State.NONE;
            return c >= 0x20 && c <= 0x7e;
        }
        return true;
    }

    private boolean control(char c) {
        if (c >= 0x20 && c <= 0x3f) {
            if (parameters.length() < MAX_PARAMETERS) {
                parameters.append(c);
            }
            return true;
        }
        state = State.NONE;
        if (c < 0x40 || c > 0x7e) {
            return false;
        }
        boolean known =
                parameters.length() < MAX_PARAMETERS && parameters.chars().allMatch(p -> p >= '0' && p <= ';');
        command = known ? c : 0;
        return true;
    }

    private boolean string(char c) {
        if (c == '\u0007') {
            state = State.NONE;
        } else if (c == '\u001b') {
            state = State.STRING_ESCAPE;
        } else if (c == '\n' || c == '\r') {
            state = State.NONE;
            return false;
        }
        return true;
    }
}
