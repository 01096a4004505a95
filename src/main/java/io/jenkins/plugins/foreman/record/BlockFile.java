package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A few bytes that are written again and again, so cheaply that they can follow every line of a log: alternately to one
 * of two places, so that those before are there as long as those that are being written are not whole. They survive the
 * end of this process; a crash of the machine leaves older ones, or none. For one thread at a time.
 */
final class BlockFile implements Closeable {

    private static final int PLACE_BYTES = 256;
    private static final int HEADER_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private Path path;
    private long number;

    @CheckForNull
    private RandomFile file;

    BlockFile(@NonNull Path path) {
        this.path = path;
    }

    /** Null when there are none, or none that are whole. To be called before the first write. */
    @CheckForNull
    byte[] read() throws IOException {
        byte[] newest = null;
        number = 0;
        if (Files.exists(path)) {
            byte[] all = Files.readAllBytes(path);
            for (int place = 0; place < all.length; place += PLACE_BYTES) {
                byte[] block = read(ByteBuffer.wrap(all, place, Math.min(PLACE_BYTES, all.length - place)));
                newest = block == null ? newest : block;
            }
        }
        return newest;
    }

    /** Null when it is not whole or not newer than what was read just before. */
    @CheckForNull
    private byte[] read(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER_BYTES) {
            return null;
        }
        long found = bytes.getLong();
        int crc = bytes.getInt();
        int length = bytes.getInt();
        if (found <= number || length < 0 || length > bytes.remaining()) {
            return null;
        }
        byte[] block = new byte[length];
        bytes.get(block);
        if (crc(found, block) != crc) {
            return null;
        }
        number = found;
        return block;
    }

    void write(@NonNull byte[] block) throws IOException {
        long next = number + 1;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + block.length);
        bytes.putLong(next).putInt(crc(next, block)).putInt(block.length).put(block);
        if (bytes.capacity() > PLACE_BYTES) {
            throw new IllegalArgumentException(block.length + " bytes are too many");
        }
        RandomFile out = file;
        if (out == null) {
            out = RandomFile.forWriting(path);
            file = out;
        }
        out.write(next % 2 * PLACE_BYTES, bytes.array());
        number = next;
    }

    private static int crc(long number, byte[] block) {
        byte[] all = ByteBuffer.allocate(Long.BYTES + block.length)
                .putLong(number)
                .put(block)
                .array();
        return OutputFiles.crc(all, all.length);
    }

    /** The directory has another place. */
    void moved(@NonNull Path newPath) throws IOException {
        path = newPath;
        close();
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
