package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/** Works out the index record of an entry from those of its host before. */
final class IndexLinker {

    private final OutputFiles files;

    @CheckForNull
    private final IndexRecord newest;

    /** @param newest the host's newest record, null when it has none */
    IndexLinker(@NonNull OutputFiles files, @CheckForNull IndexRecord newest) {
        this.files = files;
        this.newest = newest;
    }

    /**
     * Makes the record of an entry.
     *
     * @throws IOException also when the entry wants to keep more chunks than there are
     */
    @NonNull
    IndexRecord link(@NonNull LogEntry entry, int number, long offset, @NonNull byte[] bytes) throws IOException {
        Place place = place(entry.keep());
        int rewrites = newest == null ? 0 : newest.rewrites();
        if (newest != null && place.chunk() < newest.endChunk()) {
            rewrites++;
        }
        IndexRecord prev = place.before();
        return new IndexRecord(
                number,
                entry.hostId(),
                offset,
                bytes.length,
                OutputFiles.crc(bytes, bytes.length),
                prev == null ? IndexRecord.NONE : prev.number(),
                jump(prev),
                prev == null ? 0 : prev.depth() + 1,
                place.chunk(),
                entry.chunks().size(),
                place.character(),
                entry.chars(),
                place.line(),
                entry.lines(),
                entry.dropped(),
                rewrites,
                newest != null && newest.endedAt() >= 0 ? newest.endedAt() : entry.end() ? offset : IndexRecord.NONE);
    }

    /** Where new chunks begin when so many of the host's chunks stay. */
    @NonNull
    Place place(int keep) throws IOException {
        int kept = newest == null ? 0 : newest.endChunk();
        if (keep > kept) {
            throw new IOException("Only " + kept + " chunks are recorded, " + keep + " cannot stay");
        }
        if (newest == null || keep == 0) {
            return new Place(null, 0, 0, 0);
        }
        if (keep == LogEntry.KEEP_ALL || keep == kept) {
            return new Place(nonEmpty(newest), kept, newest.endChar(), newest.endLine());
        }
        IndexRecord last =
                files.find(newest, IndexRecord::firstChunk, keep - 1L).entry();
        if (keep == last.endChunk()) {
            return new Place(last, keep, last.endChar(), last.endLine());
        }
        LogEntry whole = files.entry(last);
        LogEntry part = new LogEntry(whole.hostId(), 0, 0, whole.chunks().subList(0, keep - last.firstChunk()));
        return new Place(last, keep, last.firstChar() + part.chars(), last.firstLine() + part.lines());
    }

    /** Leaves an entry without chunks out of the chain. */
    @CheckForNull
    private IndexRecord nonEmpty(IndexRecord record) throws IOException {
        if (record.chunks() > 0) {
            return record;
        }
        return record.prev() == IndexRecord.NONE ? null : files.record(record.prev());
    }

    /** Jump pointers of a skew-binary list: a jump is as long as the two before it together when those are equal. */
    private int jump(@CheckForNull IndexRecord prev) throws IOException {
        if (prev == null) {
            return IndexRecord.NONE;
        }
        if (prev.jump() == IndexRecord.NONE) {
            return prev.number();
        }
        IndexRecord near = files.record(prev.jump());
        if (near.jump() == IndexRecord.NONE) {
            return prev.number();
        }
        IndexRecord far = files.record(near.jump());
        boolean equal = prev.depth() - near.depth() == near.depth() - far.depth();
        return equal ? far.number() : prev.number();
    }

    /**
     * A place in a host's output.
     *
     * @param before the last entry of which something stays, null when none
     */
    record Place(@CheckForNull IndexRecord before, int chunk, long character, int line) {}
}
