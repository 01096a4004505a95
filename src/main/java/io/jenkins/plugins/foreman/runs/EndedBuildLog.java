package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.foreman.console.ConsoleLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The log of a build that has ended while its job goes on. What is printed comes below what the build had printed last;
 * where the log cannot be written, or is kept elsewhere, nothing is printed.
 */
final class EndedBuildLog implements ConsoleLog {

    private static final Logger LOGGER = Logger.getLogger(EndedBuildLog.class.getName());

    private final Run<?, ?> build;
    private boolean begun;
    private boolean failed;

    EndedBuildLog(@NonNull Run<?, ?> build) {
        this.build = build;
    }

    @Override
    public synchronized void line(@NonNull String text) {
        if (!begun) {
            begun = true;
            append(Messages.EndedBuildLog_begin());
        }
        append(text);
    }

    private void append(String text) {
        Path log = build.getRootDir().toPath().resolve("log");
        if (failed || !Files.exists(log)) {
            return;
        }
        try {
            Files.writeString(log, text + System.lineSeparator(), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            failed = true;
            LOGGER.log(Level.WARNING, e, () -> "Cannot write to " + log);
        }
    }
}
