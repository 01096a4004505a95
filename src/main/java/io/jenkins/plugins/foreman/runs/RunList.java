package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The runs that have begun and not ended, as the disk has them, so that none is forgotten whatever becomes of this process.
 * Each has a file of its own: one that cannot be read or written costs no other run anything. Thread-safe.
 */
final class RunList {

    private static final String SUFFIX = ".run";
    private static final String SEPARATOR = "\n";

    private final Path directory;

    /** @param directory made when first needed */
    RunList(@NonNull Path directory) {
        this.directory = directory;
    }

    /**
     * A run.
     *
     * @param build id of the build that has it, {@code folder/job#12}
     * @param name of the run in the build
     * @param identity of the run, empty where an earlier version did not note it down
     */
    record Line(
            @NonNull String build,
            @NonNull String name,
            @NonNull String identity) {

        private byte[] bytes() {
            return String.join(SEPARATOR, build, name, identity).getBytes(StandardCharsets.UTF_8);
        }

        /** @throws IOException when it is none */
        @NonNull
        static Line of(@NonNull String text) throws IOException {
            String[] parts = text.split(SEPARATOR, 3);
            if (parts.length < 2 || parts[0].lastIndexOf('#') <= 0 || parts[1].isEmpty()) {
                throw new IOException("This names no run: " + text);
            }
            return new Line(parts[0], parts[1], parts.length > 2 ? parts[2] : "");
        }
    }

    /** Survives the end of this process and of the machine when this returns. */
    synchronized void add(@NonNull Line line) throws IOException {
        Files.createDirectories(directory);
        AtomicFile.write(file(line), line.bytes());
    }

    synchronized void remove(@NonNull Line line) throws IOException {
        Files.deleteIfExists(file(line));
    }

    synchronized boolean has(@NonNull Line line) {
        return Files.exists(file(line));
    }

    /** All that can be read. What cannot is left for another time. */
    @NonNull
    synchronized List<Line> all(@NonNull Consumer<IOException> fault) {
        List<Line> lines = new ArrayList<>();
        each(file -> lines.add(read(file)), fault);
        return lines;
    }

    /** A job has another name now. */
    synchronized void moved(@NonNull String from, @NonNull String to, @NonNull Consumer<IOException> fault) {
        change(build -> build.startsWith(from + '#') ? to + build.substring(from.length()) : build, fault);
    }

    /** A job is gone, with all its builds. */
    synchronized void deletedJob(@NonNull String job, @NonNull Consumer<IOException> fault) {
        change(build -> build.startsWith(job + '#') ? null : build, fault);
    }

    synchronized void deletedBuild(@NonNull String id, @NonNull Consumer<IOException> fault) {
        change(build -> build.equals(id) ? null : build, fault);
    }

    /** @param place new id of a build, null when it is gone */
    private void change(UnaryOperator<String> place, Consumer<IOException> fault) {
        each(
                file -> {
                    Line line = read(file);
                    String now = place.apply(line.build());
                    if (now == null) {
                        Files.deleteIfExists(file);
                    } else if (!now.equals(line.build())) {
                        Line moved = new Line(now, line.name(), line.identity());
                        AtomicFile.write(file(moved), moved.bytes());
                        if (!file(moved).equals(file)) {
                            Files.deleteIfExists(file);
                        }
                    }
                },
                fault);
    }

    private interface Act {
        void on(Path file) throws IOException;
    }

    private void each(Act act, Consumer<IOException> fault) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            all.forEach(files::add);
        } catch (NoSuchFileException e) {
            // nothing has run yet
        } catch (IOException e) {
            fault.accept(e);
        }
        for (Path file : files) {
            try {
                act.on(file);
            } catch (NoSuchFileException e) {
                // ended meanwhile
            } catch (IOException e) {
                fault.accept(new IOException(file + ": " + e.getMessage(), e));
            }
        }
    }

    @NonNull
    private static Line read(Path file) throws IOException {
        return Line.of(Files.readString(file));
    }

    /** What a run is known by stays when its job moves. */
    private Path file(Line line) {
        String known = line.identity().isEmpty() ? line.build() + SEPARATOR + line.name() : line.identity();
        UUID name = UUID.nameUUIDFromBytes(known.getBytes(StandardCharsets.UTF_8));
        return directory.resolve(name + SUFFIX);
    }
}
