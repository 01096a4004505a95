package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records of finished runs that somebody looked at lately, so that a page that asks every second does not read them anew.
 * They are known by the identity of the run: another job can take the place of one that was deleted or moved.
 */
final class RecordCache {

    private static final int MOST = 100;

    private final Map<String, Kept> records = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    private record Kept(@NonNull Path directory, @NonNull SoftReference<RunRecord> record) {}

    /**
     * The record of a run that nobody writes to.
     *
     * @param identity of the run
     * @param directory where it is now
     */
    @NonNull
    synchronized RunRecord get(@NonNull String identity, @NonNull Path directory) throws IOException {
        Kept known = records.get(identity);
        RunRecord record = known == null || !known.directory().equals(directory)
                ? null
                : known.record().get();
        if (record == null || record.head().outcome() == null) {
            // one that has not ended is followed by nobody now, but may have been since it was read
            record = RunRecord.open(directory, RecordLimits.DEFAULT);
            records.put(identity, new Kept(directory, new SoftReference<>(record)));
        }
        return record;
    }
}
