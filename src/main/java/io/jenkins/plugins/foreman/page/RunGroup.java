package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Actionable;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.RunHead;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.runs.BuildRun;
import io.jenkins.plugins.foreman.runs.BuildRuns;
import io.jenkins.plugins.foreman.runs.HostTotals;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import io.jenkins.plugins.foreman.runs.StepResults;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import io.jenkins.plugins.foreman.view.RunPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A run of a build and the reruns of its hosts, as one page shows them. */
@ExportedBean(defaultVisibility = 3)
public final class RunGroup extends RunEndpoints {

    private final Run<?, ?> build;
    private final String name;

    RunGroup(@NonNull Run<?, ?> build, @NonNull String name) {
        this.build = build;
        this.name = name;
    }

    /** Name of the first run's entry. */
    @Exported
    @NonNull
    public String getName() {
        return name;
    }

    /** What the page belongs to; for its frame. */
    @NonNull
    public Actionable getObject() {
        return build;
    }

    @NonNull
    public String getDisplayName() {
        return Messages.RunGroup_displayName(name);
    }

    /** What Foreman calls the job, or the display name where that is not known or the record is gone. */
    @NonNull
    public String getTitle() {
        try {
            Attempt attempt =
                    BuildRuns.get().record(build, entries().get(0)).head().current();
            String description = attempt == null ? null : attempt.title();
            return description == null ? getDisplayName() : description;
        } catch (IOException e) {
            return getDisplayName();
        }
    }

    /** How many hosts are where, without those of which there are none. */
    @NonNull
    public String getCounts() throws IOException {
        HostTotals totals = totals();
        List<String> counts = new ArrayList<>();
        if (totals.getSucceeded() > 0) {
            counts.add(Messages.RunGroup_succeeded(totals.getSucceeded()));
        }
        if (totals.getFailed() > 0) {
            counts.add(Messages.RunGroup_failed(totals.getFailed()));
        }
        if (totals.getCancelled() > 0) {
            counts.add(Messages.RunGroup_cancelled(totals.getCancelled()));
        }
        return counts.isEmpty()
                ? Messages.RunGroup_hosts(totals.getTotal())
                : Messages.RunGroup_counts(String.join(", ", counts), totals.getTotal());
    }

    /** Where it is, from the root of Jenkins. */
    @NonNull
    public String getUrl() {
        return build.getUrl() + JobInvocationPage.URL_NAME + "/run/" + name + "/";
    }

    /** The first run and its reruns, in order. */
    @NonNull
    List<InvocationEntry> entries() {
        return JobInvocationsAction.group(build, name);
    }

    @NonNull
    List<RunRecord> records() throws IOException {
        List<RunRecord> records = new ArrayList<>();
        for (InvocationEntry entry : entries()) {
            records.add(BuildRuns.get().record(build, entry));
        }
        return records;
    }

    /** Counts anew until they are kept. */
    @NonNull
    HostTotals totals() throws IOException {
        HostTotals kept = entries().get(0).getTotals();
        return kept == null || followed().findAny().isPresent() ? HostTotals.of(records()) : kept;
    }

    private RunRecord last() throws IOException {
        List<RunRecord> records = records();
        return records.get(records.size() - 1);
    }

    /** Name of the server. */
    @Exported
    @NonNull
    public String getServer() {
        return entries().get(0).getServer();
    }

    /** Id of the last job invocation, null before there is one. */
    @Exported
    @CheckForNull
    public Long getId() throws IOException {
        Attempt attempt = last().head().current();
        return attempt == null ? null : attempt.invocationId();
    }

    /** Where Foreman shows it. */
    @Exported
    @CheckForNull
    public String getForemanUrl() throws IOException {
        return StepResults.link(last().head().serverUrl(), getId());
    }

    /** How the last run ended, null while it goes on. */
    @Exported
    @CheckForNull
    public String getResult() throws IOException {
        RunHead.Outcome outcome = last().head().outcome();
        return outcome == null ? null : outcome.verdict().name();
    }

    /** A sentence about all of its hosts, in the language of who asks; null while it goes on. */
    @Exported
    @CheckForNull
    public String getMessage() throws IOException {
        return ViewCache.get().view(this, build).outcome(LocaleProvider.getLocale());
    }

    /** Whether one of its runs goes on. One that has ended may still be told of in the build log. */
    @Exported
    public boolean isRunning() {
        return followed().anyMatch(run -> run.record().head().outcome() == null);
    }

    private Stream<BuildRun> followed() {
        return entries().stream()
                .map(entry -> BuildRuns.get().followed(build, entry))
                .filter(Objects::nonNull);
    }

    @Exported
    public int getTotal() throws IOException {
        return totals().getTotal();
    }

    @Exported
    public int getSucceeded() throws IOException {
        return totals().getSucceeded();
    }

    @Exported
    public int getFailed() throws IOException {
        return totals().getFailed();
    }

    @Exported
    public int getCancelled() throws IOException {
        return totals().getCancelled();
    }

    @Override
    void show(@NonNull PageEndpoint endpoint, @NonNull StaplerRequest2 req, @NonNull StaplerResponse2 rsp)
            throws IOException {
        build.checkPermission(Item.READ);
        answer(endpoint, req, rsp);
    }

    /** Starts a run of the same job on the hosts that the request names, in the background. */
    @RequirePOST
    public void doRerun(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        build.checkPermission(rerunPermission());
        answer(PageEndpoint.RERUN, req, rsp);
    }

    /**
     * What it takes to run the job again. A job that was made elsewhere and only followed is one that a parameter may have
     * named, so it takes what it takes to write the job that follows.
     */
    @NonNull
    Permission rerunPermission() {
        return isFollowing() ? Item.CONFIGURE : Item.BUILD;
    }

    /** What it takes to cancel what runs. */
    @NonNull
    Permission cancelPermission() {
        return isFollowing() ? Item.CONFIGURE : Item.CANCEL;
    }

    private boolean isFollowing() {
        return entries().stream().anyMatch(entry -> entry.getKind() == InvocationEntry.Kind.FOLLOWED);
    }

    /** Cancels what runs. */
    @RequirePOST
    public void doCancel(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        build.checkPermission(cancelPermission());
        answer(PageEndpoint.CANCEL, req, rsp);
    }

    private void answer(PageEndpoint endpoint, StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        RunPage page = new RunPage(ViewCache.get().view(this, build), new PageActs(build, this));
        PageExchange.answer(page, endpoint, req, rsp);
    }

    /** Identity of the first run. */
    @NonNull
    String identity() {
        return entries().get(0).identity(build);
    }
}
