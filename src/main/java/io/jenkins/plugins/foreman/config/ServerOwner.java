package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.ItemGroup;
import io.jenkins.plugins.foreman.record.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import jenkins.model.Jenkins;

/**
 * Tells the places where servers are configured from each other by more than their names: by a file beside the
 * configuration of a folder. It moves with the folder and goes with it; no form and no copy of the folder carries it.
 */
final class ServerOwner {

    private static final String GLOBAL = "jenkins";
    private static final String FILE = "foreman-owner.txt";

    private ServerOwner() {}

    /** Identity of a folder, or of Jenkins itself; made when first asked for. */
    @NonNull
    static String id(@NonNull ItemGroup<?> owner) throws IOException {
        return owner instanceof Jenkins ? GLOBAL : id(owner.getRootDir().toPath());
    }

    @NonNull
    static synchronized String id(@NonNull Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            AtomicFile.write(file, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        }
        String id = Files.readString(file).strip();
        if (id.isEmpty() || id.equals(GLOBAL)) {
            throw new IOException(Messages.ServerOwner_unreadable(file));
        }
        return id;
    }
}
