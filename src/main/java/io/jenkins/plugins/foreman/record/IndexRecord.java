package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What the index knows of one log entry, and with it everything of its host up to there. Records of a host are chained
 * backwards: {@code prev} leads to the entry before, {@code jump} far back, so that any chunk or character of a host is
 * found in a logarithmic number of reads with nothing but the newest record of each host in memory. When the end of an
 * output is replaced, the new record's {@code prev} simply passes over what is gone.
 *
 * @param number position in the index, from 0
 * @param offset where the entry begins in the log, in bytes
 * @param length bytes of the entry, line feed included
 * @param logCrc CRC-32C of the entry's bytes
 * @param prev number of the host's entry before, of which at least one chunk is still there; -1 when none
 * @param jump number of an earlier entry of the host, -1 when none
 * @param depth how many entries of the host come before by {@code prev}
 * @param firstChunk index of the entry's first chunk in the host's output
 * @param firstChar index of the entry's first character in the host's output
 * @param firstLine how many line feeds come before
 * @param dropped characters of the host that the limits have kept out so far
 * @param rewrites how often the end of the host's output was replaced
 * @param endedAt offset of the entry with which the host's output ended, -1 before that
 */
record IndexRecord(
        int number,
        long hostId,
        long offset,
        int length,
        int logCrc,
        int prev,
        int jump,
        int depth,
        int firstChunk,
        int chunks,
        long firstChar,
        long chars,
        int firstLine,
        int lines,
        long dropped,
        int rewrites,
        long endedAt) {

    static final int BYTES = 96;
    static final int NONE = -1;

    long end() {
        return offset + length;
    }

    /** Whether the host's output ends with this very entry. */
    boolean isHostEnd() {
        return endedAt == offset;
    }

    int endChunk() {
        return firstChunk + chunks;
    }

    long endChar() {
        return firstChar + chars;
    }

    int endLine() {
        return firstLine + lines;
    }

    void writeTo(@NonNull ByteBuffer buffer) {
        int start = buffer.position();
        buffer.putLong(hostId).putLong(offset).putInt(length).putInt(logCrc);
        buffer.putInt(prev).putInt(jump).putInt(depth).putInt(firstChunk).putInt(chunks);
        buffer.putLong(firstChar).putLong(chars).putInt(firstLine).putInt(lines);
        buffer.putLong(dropped).putInt(rewrites).putLong(endedAt).putInt(number);
        buffer.putInt(crc(buffer, start));
    }

    /** Reads a record, null when it is not whole or not the one with this number. */
    @CheckForNull
    static IndexRecord readFrom(@NonNull ByteBuffer buffer, int expectedNumber) {
        int crc = crc(buffer, buffer.position());
        long hostId = buffer.getLong();
        long offset = buffer.getLong();
        int length = buffer.getInt();
        int logCrc = buffer.getInt();
        int prev = buffer.getInt();
        int jump = buffer.getInt();
        int depth = buffer.getInt();
        int firstChunk = buffer.getInt();
        int chunks = buffer.getInt();
        long firstChar = buffer.getLong();
        long chars = buffer.getLong();
        int firstLine = buffer.getInt();
        int lines = buffer.getInt();
        long dropped = buffer.getLong();
        int rewrites = buffer.getInt();
        long endedAt = buffer.getLong();
        int number = buffer.getInt();
        if (buffer.getInt() != crc || number != expectedNumber) {
            return null;
        }
        return new IndexRecord(
                number,
                hostId,
                offset,
                length,
                logCrc,
                prev,
                jump,
                depth,
                firstChunk,
                chunks,
                firstChar,
                chars,
                firstLine,
                lines,
                dropped,
                rewrites,
                endedAt);
    }

    /** CRC of a record's bytes without those of the CRC itself. */
    private static int crc(ByteBuffer buffer, int start) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(start).limit(start + BYTES - Integer.BYTES));
        return (int) crc.getValue();
    }
}
