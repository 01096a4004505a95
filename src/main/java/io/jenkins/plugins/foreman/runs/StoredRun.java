package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.XmlFile;
import hudson.model.Run;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run as the build's directory has it: its entry, its definition and the directory of its record. What {@code
 * build.xml} need not hold is in {@code foreman/<name>/run.xml}.
 *
 * @param directory of the record
 */
record StoredRun(
        @NonNull InvocationEntry entry,
        @NonNull JobDefinition definition,
        @NonNull Path directory) {

    private static final String FOLDER = "foreman";
    private static final String FILE = "run.xml";

    /** Takes the next free number below the build's directory. */
    @NonNull
    static Path newDirectory(@NonNull File buildDirectory) throws IOException {
        Path folder = buildDirectory.toPath().resolve(FOLDER);
        Files.createDirectories(folder);
        for (int number = 1; ; number++) {
            Path directory = folder.resolve(Integer.toString(number));
            try {
                return Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                // taken
            }
        }
    }

    @NonNull
    static Path directory(@NonNull File buildDirectory, @NonNull String name) {
        return buildDirectory.toPath().resolve(FOLDER).resolve(name);
    }

    /** Writes everything that makes a run be there, the head last. */
    void create(@NonNull RunHead head) throws IOException {
        file(directory).write(new Content(entry, definition));
        RunRecord.create(directory, RecordLimits.DEFAULT, head).close();
    }

    /** Reads a run back. */
    @NonNull
    static StoredRun read(@NonNull File buildDirectory, @NonNull String name) throws IOException {
        Path directory = directory(buildDirectory, name);
        Content content = (Content) file(directory).read();
        return new StoredRun(content.entry, content.definition, directory);
    }

    @NonNull
    RunRecord open() throws IOException {
        return RunRecord.resume(directory, RecordLimits.DEFAULT);
    }

    private static XmlFile file(Path directory) {
        return new XmlFile(Run.XSTREAM2, directory.resolve(FILE).toFile());
    }

    /** What is in the file; a class, since records cannot be read from XML. */
    static final class Content {
        private final InvocationEntry entry;
        private final JobDefinition definition;

        Content(InvocationEntry entry, JobDefinition definition) {
            this.entry = entry;
            this.definition = definition;
        }
    }
}
