package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Whoever goes on after a restart has nothing to warn of. Holds this plugin to it, and what of Jenkins loads builds and goes
 * on with them.
 */
public final class Warnings implements BeforeEachCallback, AfterEachCallback {

    private static final List<String> LOGGERS =
            List.of("io.jenkins.plugins.foreman", "org.jenkinsci.plugins.workflow", "hudson.model.Run", "hudson.util");

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            String logger = String.valueOf(entry.getLoggerName());
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()
                    && LOGGERS.stream().anyMatch(logger::startsWith)) {
                warnings.add(new SimpleFormatter().format(entry));
            }
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /** From now on. */
    public void watch() {
        Logger.getLogger("").addHandler(handler);
    }

    /** There has been none so far. */
    public void requireNone() {
        Logger.getLogger("").removeHandler(handler);
        assertThat(warnings).as("warnings").isEmpty();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        watch();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        requireNone();
    }
}
