package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.foreman.runs.HostTotals;
import io.jenkins.plugins.foreman.runs.InvocationEntry;
import io.jenkins.plugins.foreman.runs.JobInvocationsAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.management.Badge;
import jenkins.model.Tab;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The job invocations of a build, each with the reruns of its hosts. */
@ExportedBean
public final class JobInvocationPage extends Tab implements StaplerProxy {

    /** Below the address of the build. */
    static final String URL_NAME = "foreman";

    private final Run<?, ?> build;

    JobInvocationPage(@NonNull Run<?, ?> build) {
        super(build);
        this.build = build;
    }

    /** Nothing of it is shown to who may not see the build. */
    @Override
    public Object getTarget() {
        build.checkPermission(Item.READ);
        return this;
    }

    /** The build. */
    @NonNull
    public Run<?, ?> getBuild() {
        return build;
    }

    /** First runs, in the order in which they came. */
    @Exported(name = "jobInvocations", inline = true, visibility = 2)
    @NonNull
    public List<RunGroup> getGroups() {
        List<InvocationEntry> entries = JobInvocationsAction.entries(build);
        List<RunGroup> groups = new ArrayList<>();
        for (InvocationEntry entry : entries) {
            if (isFirst(entry, entries)) {
                groups.add(new RunGroup(build, entry.getName()));
            }
        }
        return groups;
    }

    /** Of all of them together. */
    @NonNull
    HostTotals totals() throws IOException {
        HostTotals totals = HostTotals.NONE;
        for (RunGroup group : getGroups()) {
            totals = totals.plus(group.totals());
        }
        return totals;
    }

    private static boolean isFirst(InvocationEntry entry, List<InvocationEntry> entries) {
        String of = entry.getRerunOf();
        return of == null || entries.stream().noneMatch(other -> other.getName().equals(of));
    }

    /** One of them by its name; for Stapler. */
    @CheckForNull
    public RunGroup getRun(@NonNull String name) {
        return getGroups().stream()
                .filter(group -> group.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The only one, null when there are several. */
    @CheckForNull
    public RunGroup getOnly() {
        List<RunGroup> groups = getGroups();
        return groups.size() == 1 ? groups.get(0) : null;
    }

    @NonNull
    public Api getApi() {
        return new Api(this);
    }

    @Override
    @NonNull
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.JobInvocationPage_displayName();
    }

    @Override
    @NonNull
    public String getUrlName() {
        return URL_NAME;
    }

    /** How many hosts failed, or how many have succeeded so far. */
    @Override
    @CheckForNull
    public Badge getBadge() {
        HostTotals totals;
        try {
            totals = totals();
        } catch (IOException e) {
            return null;
        }
        int failed = totals.getFailed();
        int succeeded = totals.getSucceeded();
        if (failed > 0) {
            return new Badge(
                    Integer.toString(failed), Messages.JobInvocationPage_failed(failed), Badge.Severity.DANGER);
        }
        return succeeded == 0
                ? null
                : new Badge(
                        Integer.toString(succeeded),
                        Messages.JobInvocationPage_succeeded(succeeded),
                        Badge.Severity.INFO);
    }
}
