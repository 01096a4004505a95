package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Mask;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is kept of a run: its head, and one {@link AttemptRecord} for each of its attempts, in one directory. Thread-safe.
 * Of all the records that are open for one directory, only one may be written to.
 */
public final class RunRecord implements Closeable {

    private static final String HEAD = "head.json";
    private static final String PRINTED = "printed";

    private volatile Path directory;
    private final RecordLimits limits;
    private final Map<Integer, AttemptRecord> attempts = new TreeMap<>();
    private final Mask mask = new Mask();
    private final BlockFile printed;
    private volatile RunHead head;
    private volatile boolean closed;

    private RunRecord(Path directory, RecordLimits limits, RunHead head) {
        this.directory = directory;
        this.limits = limits;
        this.head = head;
        this.printed = new BlockFile(directory.resolve(PRINTED));
    }

    /** Makes the record of a new run. */
    @NonNull
    public static RunRecord create(@NonNull Path directory, @NonNull RecordLimits limits, @NonNull RunHead head)
            throws IOException {
        Files.createDirectories(directory);
        Files.deleteIfExists(directory.resolve(PRINTED));
        RunRecord run = new RunRecord(directory, limits, head);
        AtomicFile.write(directory.resolve(HEAD), RunHeadJson.encode(head));
        return run;
    }

    /**
     * Opens the record of a run, running or finished, to read it.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    @NonNull
    public static RunRecord open(@NonNull Path directory, @NonNull RecordLimits limits) throws IOException {
        RunHead head = RunHeadJson.decode(Files.readAllBytes(directory.resolve(HEAD)));
        return new RunRecord(directory, limits, head);
    }

    /**
     * Opens the record of a run to go on with it: what another process wrote just before it died survives a crash of the
     * machine from now on, so that nobody acts on what may be lost again.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    @NonNull
    public static RunRecord resume(@NonNull Path directory, @NonNull RecordLimits limits) throws IOException {
        RunRecord run = open(directory, limits);
        Disk.current().syncDirectory(directory);
        return run;
    }

    /** What must not enter the record; who writes to it adds the secrets of the run. */
    @NonNull
    public Mask mask() {
        return mask;
    }

    /**
     * Goes on in another place, to which the directory has been moved. What was written in between failed, and is written
     * again by whoever bears that.
     */
    public synchronized void moved(@NonNull Path newDirectory) throws IOException {
        synchronized (attempts) {
            directory = newDirectory;
            synchronized (printed) {
                printed.moved(directory.resolve(PRINTED));
            }
            for (Map.Entry<Integer, AttemptRecord> attempt : attempts.entrySet()) {
                attempt.getValue().moved(attemptDirectory(attempt.getKey()));
            }
        }
    }

    private Path attemptDirectory(int index) {
        return directory.resolve(Integer.toString(index + 1));
    }

    /** Where it is. */
    @NonNull
    public Path directory() {
        return directory;
    }

    /** The head as last saved. */
    @NonNull
    public RunHead head() {
        return head;
    }

    /** Saves a head so that it survives a crash at any moment: afterwards either the old or the new one is there. */
    public void save(@NonNull RunHead newHead) throws IOException {
        update(old -> newHead);
    }

    /**
     * Saves a head made from the one that is there, so that changes made at the same time by others are not lost. Writes
     * nothing when the head stays equal. Secrets are taken out of it first. A head by which something ends survives a crash
     * of the machine only together with all rows and output recorded before.
     *
     * @return the head as saved
     * @throws IOException also when the record is closed
     */
    @NonNull
    public synchronized RunHead update(@NonNull UnaryOperator<RunHead> change) throws IOException {
        RunHead changed = change.apply(head).masked(mask);
        if (!changed.equals(head)) {
            if (closed) {
                throw new IOException("The record is closed");
            }
            if (changed.ended() > head.ended()) {
                syncAttempts();
            }
            AtomicFile.write(directory.resolve(HEAD), RunHeadJson.encode(changed));
            head = changed;
        }
        return changed;
    }

    private void syncAttempts() throws IOException {
        synchronized (attempts) {
            for (AttemptRecord attempt : attempts.values()) {
                attempt.sync();
            }
        }
    }

    /** The record of an attempt, opened when first asked for. @param index from 0 */
    @NonNull
    public AttemptRecord attempt(int index) throws IOException {
        synchronized (attempts) {
            AttemptRecord attempt = attempts.get(index);
            if (attempt == null) {
                attempt = AttemptRecord.open(attemptDirectory(index), limits);
                attempts.put(index, attempt);
            }
            return attempt;
        }
    }

    /** What each host came to in the last attempt that it was asked for or seen in; a snapshot. */
    @NonNull
    public List<HostRow> lastRows() throws IOException {
        HostRows last = new HostRows();
        for (int i = 0; i < attempts(); i++) {
            attempt(i).hosts().forEach(last::put);
        }
        return last.rows();
    }

    /** What {@link #print} was given last, null when never or when a crash of the machine took it. */
    @CheckForNull
    public byte[] printed() throws IOException {
        synchronized (printed) {
            return printed.read();
        }
    }

    /**
     * Prints something and then notes how far the run has been printed, in the words of who prints it: a few bytes. They
     * survive the end of this process, not a crash of the machine, and cost so little that they can follow every line.
     *
     * @throws IOException when it is printed but could not be noted, or neither since the record is closed
     */
    public void print(@NonNull Runnable text, @NonNull byte[] place) throws IOException {
        synchronized (printed) {
            if (closed) {
                throw new IOException("The record is closed");
            }
            text.run();
            printed.write(place);
        }
    }

    /** How many attempts the head knows. */
    public int attempts() {
        return head().attempts().size();
    }

    /** Holds no file until something is written again: thousands of runs wait most of the time. */
    public void rest() throws IOException {
        synchronized (printed) {
            printed.close();
        }
        synchronized (attempts) {
            for (AttemptRecord attempt : attempts.values()) {
                attempt.rest();
            }
        }
    }

    /** Closes what was opened; reading goes on to work, writing does not. */
    @Override
    public synchronized void close() throws IOException {
        synchronized (printed) {
            closed = true;
            printed.close();
        }
        synchronized (attempts) {
            IOException failed = null;
            for (AttemptRecord attempt : attempts.values()) {
                try {
                    attempt.close();
                } catch (IOException e) {
                    failed = e;
                }
            }
            if (failed != null) {
                throw failed;
            }
        }
    }
}
