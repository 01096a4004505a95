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

    private final RandomAccessFile file;

    private RandomFile(RandomAccessFile file) {
        this.file = file;
    }

    @NonNull
    static RandomFile forReading(@NonNull Path path) throws IOException {
        return new RandomFile(new RandomAccessFile(path.toFile(), "r"));
    }

    /** Opens a file for reading and writing, made when absent. */
    @NonNull
    static RandomFile forWriting(@NonNull Path path) throws IOException {
        return new RandomFile(new RandomAccessFile(path.toFile(), "rw"));
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
        file.seek(position);
        file.write(bytes);
    }

    long size() throws IOException {
        return file.length();
    }

    void truncate(long size) throws IOException {
        if (file.length() > size) {
            file.setLength(size);
        }
    }

    void sync() throws IOException {
        if (Durability.isWanted()) {
            file.getFD().sync();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
