package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages that somebody looks at keep what is costly to work out, by the identity of their first run. */
@Extension
public final class ViewCache {

    private static final int MOST = 50;

    private final Map<String, SoftReference<Kept>> views = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Kept>> eldest) {
            return size() > MOST;
        }
    };

    private record Kept(@NonNull Run<?, ?> build, @NonNull RunsView view) {}

    @NonNull
    static ViewCache get() {
        return ExtensionList.lookupSingleton(ViewCache.class);
    }

    @NonNull
    synchronized RunsView view(@NonNull RunGroup group, @NonNull Run<?, ?> build) {
        String identity = group.identity();
        SoftReference<Kept> reference = views.get(identity);
        Kept kept = reference == null ? null : reference.get();
        // a build that was loaded anew is another object, and only that one is told of new runs
        if (kept == null || kept.build() != build) {
            kept = new Kept(
                    build,
                    new RunsView(() -> group.entries().stream()
                            .map(entry -> viewed(build, entry))
                            .toList()));
            views.put(identity, new SoftReference<>(kept));
        }
        return kept.view();
    }

    private static ViewedRun viewed(Run<?, ?> build, InvocationEntry entry) {
        RunRecord record;
        try {
            record = BuildRuns.get().record(build, entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ViewedRun(
                record, startedBy(build, entry), BuildRuns.get().followed(build, entry) != null, entry.isTakenOver());
    }

    @CheckForNull
    private static String startedBy(Run<?, ?> build, InvocationEntry entry) {
        String user = entry.getRequestedBy();
        return user != null ? user : build.getFullDisplayName();
    }
}
