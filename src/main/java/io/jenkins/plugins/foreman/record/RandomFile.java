package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file read and written at positions. Not a {@link java.nio.channels.FileChannel}, because that is closed for good
 * when a thread that uses it is interrupted, and builds are interrupted. For one thread at a time.
 */
final class RandomFile implements Closeable {

    private final Path path;
    private final RandomAccessFile file;

    private RandomFile(Path path, String mode) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), mode);
    }

    @NonNull
    static RandomFile forReading(@NonNull Path path) throws IOException {
        return new RandomFile(path, "r");
    }

    /** Opens a file for reading and writing, made when absent. */
    @NonNull
    static RandomFile forWriting(@NonNull Path path) throws IOException {
        return new RandomFile(path, "rw");
    }

    @NonNull
    byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        file.readFully(bytes);
        return bytes;
    }

    /** Reads what there is, at most as much as fits. Returns how much, -1 at the end. */
    int readSome(long position, @NonNull byte[] bytes, int offset) throws IOException {
        file.seek(position);
        return file.read(bytes, offset, bytes.length - offset);
    }

    void write(long position, @NonNull byte[] bytes) throws IOException {
        Disk.current().write(path, file, position, bytes);
    }

    long size() throws IOException {
        return file.length();
    }

    void truncate(long size) throws IOException {
        if (file.length() > size) {
            Disk.current().truncate(path, file, size);
        }
    }

    void sync() throws IOException {
        Disk.current().sync(path, file);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
