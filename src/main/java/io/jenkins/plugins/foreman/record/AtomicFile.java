package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Replaces small files as a whole. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes a file so that after a crash at any moment either the old content or the new one is there. */
    public static void write(@NonNull Path file, @NonNull byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            out.write(content);
            if (Durability.isWanted()) {
                out.getFD().sync();
            }
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && Durability.isWanted()) {
            syncDirectory(directory);
        }
    }

    /** Without it the file is whole all the same, but may be the old one; not every system can do it. */
    private static void syncDirectory(Path path) {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            return;
        }
    }
}
