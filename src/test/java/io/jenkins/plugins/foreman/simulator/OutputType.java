package io.jenkins.plugins.foreman.simulator;

/** The {@code output_type} of a row of output. */
public enum OutputType {
    STDOUT,
    STDERR,
    DEBUG;

    String json() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
