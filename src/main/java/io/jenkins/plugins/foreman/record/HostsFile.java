package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;

/** The file of a host table: lines are added, the last one of a host counts. For one thread at a time. */
final class HostsFile implements Closeable {

    static final String NAME = "hosts.jsonl";
    private static final int SLACK_LINES = 1000;

    private Path path;
    private final HostRows table = new HostRows();
    private long end;
    private long lines;

    /** What another process wrote before it died counts too. */
    private boolean unsynced;

    @CheckForNull
    private RandomFile file;

    private HostsFile(Path path) {
        this.path = path;
    }

    /** @param logEnd how far the output log is whole */
    @NonNull
    static HostsFile open(@NonNull Path directory, long logEnd) throws IOException {
        HostsFile hosts = new HostsFile(directory.resolve(NAME));
        hosts.load(logEnd);
        hosts.unsynced = hosts.end > 0;
        return hosts;
    }

    @NonNull
    HostRows table() {
        return table;
    }

    /** The directory has another place. */
    void moved(@NonNull Path directory) throws IOException {
        path = directory.resolve(NAME);
        close();
    }

    private void load(long logEnd) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return;
        }
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                try {
                    HostRowCodec.decode(content, start, i - start, logEnd, table);
                } catch (IOException e) {
                    return; // torn: the next writer goes on from here
                }
                start = i + 1;
                end = start;
                lines++;
            }
        }
    }

    void put(@NonNull Collection<HostRow> rows, long logEnd) throws IOException {
        write(HostRowCodec.encode(rows, logEnd), rows.size());
        rows.forEach(table::put);
    }

    private void write(byte[] bytes, int count) throws IOException {
        RandomFile out = writer();
        unsynced = true;
        out.write(end, bytes);
        end += bytes.length;
        lines += count;
    }

    private RandomFile writer() throws IOException {
        RandomFile out = file;
        if (out == null) {
            out = RandomFile.forWriting(path);
            file = out;
            out.truncate(end);
        }
        return out;
    }

    void sync() throws IOException {
        if (unsynced) {
            writer().sync();
            unsynced = false;
        }
    }

    /** Writes a short file in place of one with many outdated lines. */
    private void compact(long logEnd) throws IOException {
        byte[] all = HostRowCodec.encode(table.rows(), logEnd);
        AtomicFile.write(path, all);
        end = all.length;
        lines = table.size();
    }

    /** Closes the file after a writer; does nothing when nothing was written. */
    void close(long logEnd) throws IOException {
        if (file == null) {
            return;
        }
        try {
            sync();
        } finally {
            close();
        }
        if (lines > 2L * table.size() + SLACK_LINES) {
            compact(logEnd);
        }
    }

    @Override
    public void close() throws IOException {
        RandomFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
