package io.jenkins.plugins.foreman.record;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A disk on which any act can fail or be the last one, and that loses what was not synced when the power goes. The files
 * are real ones; beside them it knows of each what is safe and what was done since. For one thread.
 */
public abstract class CrashingDisk {

    private static final ThreadLocal<CrashingDisk> OF_THREAD = new ThreadLocal<>();

    private final Map<Path, Kept> files = new LinkedHashMap<>();
    private final Map<Path, Path> moves = new LinkedHashMap<>();
    private int syncs;

    /** Puts this disk under everything that this thread writes. */
    public void use() {
        OF_THREAD.set(this);
        Disk.use(new Redirected());
    }

    /** Puts the real disk back for this thread. */
    public static void useReal() {
        OF_THREAD.remove();
    }

    /**
     * What becomes of an act.
     *
     * @param length bytes of a write, 0 for other acts
     * @return null when it goes well
     */
    protected abstract Failure next(Path path, int length);

    /**
     * How an act fails.
     *
     * @param written bytes that reach the file all the same
     * @param why an IOException or an Error
     */
    public record Failure(int written, Throwable why) {}

    /** How many times something was forced to the disk. */
    public int syncs() {
        return syncs;
    }

    /** Loses what was not synced: of each file some of what was done last, the last of that perhaps in part. */
    public void losePower(RandomGenerator random) {
        files.forEach((path, kept) -> {
            try {
                kept.lose(path, random);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A directory has another name; files in it that are open go with it. */
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to);
        moves.put(from, to);
        Map<Path, Kept> before = new LinkedHashMap<>(files);
        files.clear();
        before.forEach((path, kept) -> files.put(present(path), kept));
    }

    private Path present(Path path) {
        Path present = path;
        for (Map.Entry<Path, Path> move : moves.entrySet()) {
            if (present.startsWith(move.getKey())) {
                present = move.getValue().resolve(move.getKey().relativize(present));
            }
        }
        return present;
    }

    private void check(Path path, int length) throws IOException {
        Failure failure = next(path, length);
        if (failure != null) {
            fail(failure);
        }
    }

    private static void fail(Failure failure) throws IOException {
        if (failure.why() instanceof IOException e) {
            throw e;
        }
        throw (Error) failure.why();
    }

    private Kept kept(Path named) throws IOException {
        Path path = present(named);
        Kept kept = files.get(path);
        if (kept == null) {
            kept = new Kept(Files.exists(path) ? Files.readAllBytes(path) : null);
            files.put(path, kept);
        }
        return kept;
    }

    /** A change of a file that is not safe yet. */
    private interface Change {
        /** @param torn not null when only a part of it survives */
        byte[] to(byte[] content, RandomGenerator torn);
    }

    /** The file is another one, whole. */
    private record Replaced(byte[] content) implements Change {
        @Override
        public byte[] to(byte[] old, RandomGenerator torn) {
            return content;
        }
    }

    /** What is safe of a file, null when the file is not there, and what was done to it since. */
    private static final class Kept {
        private byte[] safe;
        private final List<Change> changes = new ArrayList<>();

        Kept(byte[] safe) {
            this.safe = safe;
        }

        void settle(byte[] content) {
            safe = content;
            changes.clear();
        }

        /** Which file has the name is safe now, not what was written to it since. */
        void settleReplaced() {
            for (int i = changes.size() - 1; i >= 0; i--) {
                if (changes.get(i) instanceof Replaced replaced) {
                    safe = replaced.content();
                    changes.subList(0, i + 1).clear();
                    return;
                }
            }
        }

        void lose(Path path, RandomGenerator random) throws IOException {
            int surviving = random.nextInt(3) == 0 ? 0 : random.nextInt(changes.size() + 1);
            byte[] content = safe;
            for (int i = 0; i < surviving; i++) {
                boolean last = i == surviving - 1 && random.nextBoolean();
                content = changes.get(i).to(content, last ? random : null);
            }
            settle(content);
            if (content == null) {
                Files.deleteIfExists(path);
            } else {
                Files.write(path, content);
            }
        }
    }

    private static byte[] write(byte[] content, long position, byte[] bytes, RandomGenerator torn) {
        byte[] old = content == null ? new byte[0] : content;
        int length = torn == null ? bytes.length : torn.nextInt(bytes.length + 1);
        byte[] result = Arrays.copyOf(old, Math.max(old.length, (int) position + length));
        System.arraycopy(bytes, 0, result, (int) position, length);
        return result;
    }

    /** Replaced files are whole: either the old or the new one, if that one was synced before it came into place. */
    private void replaced(Path by, Path path) throws IOException {
        Kept made = kept(by);
        byte[] content = made.safe == null ? new byte[0] : made.safe;
        kept(path).changes.add(new Replaced(content));
        files.remove(present(by));
    }

    private final class Redirected extends Disk {

        @Override
        void write(Path path, RandomAccessFile file, long position, byte[] bytes) throws IOException {
            CrashingDisk disk = OF_THREAD.get();
            if (disk == null) {
                super.write(path, file, position, bytes);
                return;
            }
            Kept kept = disk.kept(path);
            Failure failure = disk.next(path, bytes.length);
            byte[] written = failure == null ? bytes : Arrays.copyOf(bytes, Math.min(bytes.length, failure.written()));
            super.write(path, file, position, written);
            kept.changes.add((old, torn) -> CrashingDisk.write(old, position, written, torn));
            if (failure != null) {
                fail(failure);
            }
        }

        @Override
        void truncate(Path path, RandomAccessFile file, long size) throws IOException {
            CrashingDisk disk = OF_THREAD.get();
            if (disk != null) {
                disk.check(path, 0);
                disk.kept(path).changes.add((old, torn) -> old == null ? null : Arrays.copyOf(old, (int) size));
            }
            super.truncate(path, file, size);
        }

        @Override
        void sync(Path path, RandomAccessFile file) throws IOException {
            CrashingDisk disk = OF_THREAD.get();
            if (disk == null) {
                super.sync(path, file);
                return;
            }
            disk.check(path, 0);
            disk.syncs++;
            disk.kept(path).settle(Files.readAllBytes(disk.present(path)));
        }

        @Override
        void replace(Path by, Path path) throws IOException {
            CrashingDisk disk = OF_THREAD.get();
            if (disk != null) {
                disk.check(path, 0);
                disk.replaced(by, path);
            }
            super.replace(by, path);
        }

        @Override
        void syncDirectory(Path directory) {
            CrashingDisk disk = OF_THREAD.get();
            if (disk == null) {
                super.syncDirectory(directory);
                return;
            }
            Failure failure = disk.next(directory, 0);
            if (failure != null && failure.why() instanceof Error e) {
                throw e;
            }
            disk.syncs++;
            disk.files.forEach((path, kept) -> {
                if (disk.present(directory).equals(path.getParent())) {
                    kept.settleReplaced();
                }
            });
        }
    }
}
