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
    private final HostTable table = new HostTable();
    private long end;
    private long lines;

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
        return hosts;
    }

    @NonNull
    HostTable table() {
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

    void markPrinted(@NonNull Collection<Long> hostIds) throws IOException {
        write(HostRowCodec.encodePrinted(hostIds), 1);
        hostIds.forEach(table::markPrinted);
    }

    private void write(byte[] bytes, int count) throws IOException {
        if (file == null) {
            file = RandomFile.forWriting(path);
            file.truncate(end);
        }
        file.write(end, bytes);
        end += bytes.length;
        lines += count;
    }

    void sync() throws IOException {
        if (file != null) {
            file.sync();
        }
    }

    /** Writes a short file in place of one with many outdated lines. */
    private void compact(long logEnd) throws IOException {
        byte[] rows = HostRowCodec.encode(table.rows(), logEnd);
        byte[] printed = table.printed().isEmpty() ? new byte[0] : HostRowCodec.encodePrinted(table.printed());
        byte[] all = new byte[rows.length + printed.length];
        System.arraycopy(rows, 0, all, 0, rows.length);
        System.arraycopy(printed, 0, all, rows.length, printed.length);
        AtomicFile.write(path, all);
        end = all.length;
        lines = table.size() + 1L;
    }

    /** Closes the file after a writer; does nothing when nothing was written. */
    void close(long logEnd) throws IOException {
        if (file == null) {
            return;
        }
        try {
            file.sync();
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
