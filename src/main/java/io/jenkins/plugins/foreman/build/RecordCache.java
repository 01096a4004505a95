package io.jenkins.plugins.foreman.build;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RecordLimits;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records of finished runs that somebody looked at lately, so that a page that asks every second does not read them anew. */
final class RecordCache {

    private static final int MOST = 100;

    private final Map<Path, SoftReference<RunRecord>> records = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, SoftReference<RunRecord>> eldest) {
            return size() > MOST;
        }
    };

    /** The record in a directory that nobody writes to. */
    @NonNull
    synchronized RunRecord get(@NonNull Path directory) throws IOException {
        SoftReference<RunRecord> known = records.get(directory);
        RunRecord record = known == null ? null : known.get();
        if (record == null || record.head().outcome() == null) {
            // one that has not ended is followed by nobody now, but may have been since it was read
            record = RunRecord.open(directory, RecordLimits.DEFAULT);
            records.put(directory, new SoftReference<>(record));
        }
        return record;
    }
}
