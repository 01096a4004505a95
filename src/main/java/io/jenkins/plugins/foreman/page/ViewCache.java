package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.foreman.build.BuildRuns;
import io.jenkins.plugins.foreman.build.InvocationEntry;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages that somebody looks at keep what is costly to work out. */
@Extension
public final class ViewCache {

    private static final int MOST = 50;

    private final Map<String, SoftReference<RunsView>> views = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<RunsView>> eldest) {
            return size() > MOST;
        }
    };

    @NonNull
    static ViewCache get() {
        return ExtensionList.lookupSingleton(ViewCache.class);
    }

    @NonNull
    synchronized RunsView view(@NonNull RunGroup group, @NonNull Run<?, ?> build) {
        SoftReference<RunsView> known = views.get(group.key());
        RunsView view = known == null ? null : known.get();
        if (view == null) {
            view = new RunsView(() ->
                    group.entries().stream().map(entry -> viewed(build, entry)).toList());
            views.put(group.key(), new SoftReference<>(view));
        }
        return view;
    }

    private static ViewedRun viewed(Run<?, ?> build, InvocationEntry entry) {
        RunRecord record;
        try {
            record = BuildRuns.get().record(build, entry.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ViewedRun(record, startedBy(build, entry));
    }

    @CheckForNull
    private static String startedBy(Run<?, ?> build, InvocationEntry entry) {
        String user = entry.getRequestedBy();
        return user != null ? user : build.getFullDisplayName();
    }
}
