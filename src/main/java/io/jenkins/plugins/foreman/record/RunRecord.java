package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What is kept of a run: its head, and one {@link AttemptRecord} for each of its attempts, in one directory. Thread-safe.
 */
public final class RunRecord implements Closeable {

    private RunRecord() {}

    /** Makes the record of a new run. */
    @NonNull
    public static RunRecord create(@NonNull Path directory, @NonNull RecordLimits limits, @NonNull RunHead head)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens the record of a run, running or finished.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    @NonNull
    public static RunRecord open(@NonNull Path directory, @NonNull RecordLimits limits) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The head as last saved. */
    @NonNull
    public RunHead head() {
        throw new UnsupportedOperationException();
    }

    /** Saves a head so that it survives a crash at any moment: afterwards either the old or the new one is there. */
    public void save(@NonNull RunHead head) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The record of an attempt, opened when first asked for. @param index from 0 */
    @NonNull
    public AttemptRecord attempt(int index) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** How many attempts the head knows. */
    public int attempts() {
        return head().attempts().size();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
