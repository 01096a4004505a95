package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.NonNull;

/** One thing that the connection test has to say: what is so, and where it is wrong, how to mend it. */
record Finding(@NonNull Level level, @NonNull String text) {

    /** How bad it is. */
    enum Level {
        OK,
        WARNING,
        ERROR
    }

    static Finding ok(String text) {
        return new Finding(Level.OK, text);
    }

    static Finding warning(String text) {
        return new Finding(Level.WARNING, text);
    }

    static Finding error(String text) {
        return new Finding(Level.ERROR, text);
    }
}
