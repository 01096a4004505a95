package io.jenkins.plugins.foreman.record;

import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes and reads chunks for tests. */
final class Chunks {

    private Chunks() {}

    static RecordedChunk out(long key, String text) {
        return new RecordedChunk(OutputType.STDOUT, 1_700_000_000_000_000L + key, key, text, false);
    }

    static RecordedChunk moved(long key, String text) {
        return new RecordedChunk(OutputType.STDOUT, 1_700_000_000_000_000L + key, key, text, true);
    }

    static List<RecordedChunk> all(AttemptRecord record, long hostId) throws IOException {
        List<RecordedChunk> chunks = new ArrayList<>();
        record.forEachChunk(hostId, 0, chunks::add);
        return chunks;
    }

    static String text(AttemptRecord record, long hostId) throws IOException {
        return text(all(record, hostId));
    }

    static String text(List<RecordedChunk> chunks) {
        return chunks.stream().map(RecordedChunk::text).collect(Collectors.joining());
    }

    /** What {@code follow} shows from a position on, as "host:text" for each chunk. */
    static List<String> followed(AttemptRecord record, long position) throws IOException {
        List<String> seen = new ArrayList<>();
        record.follow(position, (host, chunks, end) -> {
            for (RecordedChunk chunk : chunks) {
                seen.add(host + ":" + chunk.text() + (chunk.reordered() ? " again" : ""));
            }
        });
        return seen;
    }
}
