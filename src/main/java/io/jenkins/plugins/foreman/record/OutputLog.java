package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Appends entries to the output log of an attempt and keeps the newest index record of every host in memory, nothing
 * else. Writing is for one thread at a time; reading is for any thread, needs no lock, and opens the files for itself,
 * so that an idle record holds no file and an interrupted reader harms nobody.
 */
final class OutputLog implements Closeable {

    private volatile Path directory;
    private final Map<Long, IndexRecord> newest = new ConcurrentHashMap<>();
    private volatile long end;
    private volatile int entries;
    private volatile long chars;

    /** What another process wrote before it died counts too. */
    private boolean unsynced;

    @CheckForNull
    private OutputFiles files;

    private OutputLog(Path directory) {
        this.directory = directory;
    }

    @NonNull
    static OutputLog open(@NonNull Path directory) throws IOException {
        OutputLog log = new OutputLog(directory);
        OutputRecovery.Recovered recovered = OutputRecovery.recover(directory);
        log.newest.putAll(recovered.newest());
        log.entries = recovered.entries();
        log.end = recovered.end();
        log.unsynced = recovered.entries() > 0;
        log.chars = recovered.newest().values().stream()
                .mapToLong(IndexRecord::endChar)
                .sum();
        return log;
    }

    /** The newest entry of a host, null when there is none. */
    @CheckForNull
    IndexRecord newest(long hostId) {
        return newest.get(hostId);
    }

    /** Bytes in the log. */
    long end() {
        return end;
    }

    int entries() {
        return entries;
    }

    /** Characters of all hosts that can be read. */
    long chars() {
        return chars;
    }

    /** The directory has another place. For the thread that writes. Writes nothing, since that may fail. */
    void moved(@NonNull Path newDirectory) throws IOException {
        directory = newDirectory;
        rest();
    }

    @NonNull
    OutputFiles read() throws IOException {
        return OutputFiles.forReading(directory);
    }

    void append(@NonNull LogEntry entry) throws IOException {
        OutputFiles out = writer();
        unsynced = true;
        byte[] bytes = EntryCodec.encode(entry);
        IndexRecord last = newest.get(entry.hostId());
        IndexRecord added = new IndexLinker(out, last).link(entry, entries, end, bytes);
        try {
            out.log.write(end, bytes);
            out.writeRecord(added);
        } catch (IOException e) {
            cutBack(out, e);
            throw e;
        }
        newest.put(entry.hostId(), added);
        chars += added.endChar() - (last == null ? 0 : last.endChar());
        end = added.end();
        entries = added.number() + 1;
    }

    /** Makes what was written survive a crash of the machine, and notes how far that goes. */
    void sync() throws IOException {
        if (unsynced) {
            OutputFiles out = writer();
            out.log.sync();
            out.writeHeader(entries);
            unsynced = false;
        }
    }

    private OutputFiles writer() throws IOException {
        if (files == null) {
            OutputFiles opened = OutputFiles.forWriting(directory);
            try {
                opened.truncate(end, entries);
                int synced = opened.readHeader();
                if (synced < 0 || synced > entries) {
                    opened.writeHeader(0);
                }
            } catch (IOException e) {
                opened.close();
                throw e;
            }
            files = opened;
        }
        return files;
    }

    private void cutBack(OutputFiles out, IOException cause) {
        try {
            out.truncate(end, entries);
        } catch (IOException e) {
            // the next entry is written over it, and opening cuts what is left
            cause.addSuppressed(e);
        }
    }

    /** Holds no file until the next entry. For the thread that writes. */
    void rest() throws IOException {
        OutputFiles open = files;
        files = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        if (files != null) {
            try (OutputFiles open = files) {
                sync();
            } finally {
                files = null;
            }
        }
    }
}
