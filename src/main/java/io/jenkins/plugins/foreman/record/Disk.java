package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * All that the record does to the disk. A crash comes between two of these acts, or in one of them; a test puts another
 * disk in place to choose where, and what is lost with the power.
 *
 * <p>The system property {@value #NO_SYNC} turns off forcing written data to the disk, for where that takes unbearably long: a crash of the machine may then cost more than the last moments, one of the process still costs nothing.
 */
class Disk {

    static final String NO_SYNC = "io.jenkins.plugins.foreman.record.noSync";

    private static volatile Disk current = new Disk();

    @NonNull
    static Disk current() {
        return current;
    }

    /** For tests. */
    static void use(@NonNull Disk disk) {
        current = disk;
    }

    void write(@NonNull Path path, @NonNull RandomAccessFile file, long position, @NonNull byte[] bytes)
            throws IOException {
        file.seek(position);
        file.write(bytes);
    }

    void truncate(@NonNull Path path, @NonNull RandomAccessFile file, long size) throws IOException {
        file.setLength(size);
    }

    void sync(@NonNull Path path, @NonNull RandomAccessFile file) throws IOException {
        if (isSyncWanted()) {
            file.getFD().sync();
        }
    }

    /** Puts a file in the place of another, at once. */
    void replace(@NonNull Path by, @NonNull Path path) throws IOException {
        Files.move(by, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Without it a replaced file is whole all the same, but may be the old one; not every system can do it. */
    void syncDirectory(@NonNull Path directory) {
        if (isSyncWanted()) {
            try {
                force(directory);
            } catch (IOException e) {
                return;
            }
        }
    }

    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean isSyncWanted() {
        return !Boolean.getBoolean(NO_SYNC);
    }
}
