package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.nio.file.Path;

/** Replaces small files as a whole. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Writes a file so that after a crash at any moment either the old content or the new one is there. */
    public static void write(@NonNull Path file, @NonNull byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (RandomFile out = RandomFile.forWriting(temporary)) {
            out.truncate(0);
            out.write(0, content);
            out.sync();
        }
        Disk.current().replace(temporary, file);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Disk.current().syncDirectory(directory);
        }
    }
}
