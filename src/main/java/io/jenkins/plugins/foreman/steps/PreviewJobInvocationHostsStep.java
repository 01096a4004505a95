package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.invocation.HostPreview;
import io.jenkins.plugins.foreman.job.FormChoice;
import io.jenkins.plugins.foreman.job.HostNames;
import io.jenkins.plugins.foreman.job.JobArguments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundResolvable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** Tells which hosts a job would run on if it were created now. */
public final class PreviewJobInvocationHostsStep extends QueryStep implements DataBoundResolvable {

    private static final long serialVersionUID = 1L;

    private String hosts;
    private String searchQuery;
    private String bookmark;
    private int limit = 100;

    @DataBoundConstructor
    public PreviewJobInvocationHostsStep() {
        // everything is optional
    }

    /** Names of hosts, separated by white space or commas. */
    @CheckForNull
    public String getHosts() {
        return hosts;
    }

    @DataBoundSetter
    public void setHosts(@CheckForNull String hosts) {
        this.hosts = Util.fixEmptyAndTrim(hosts);
    }

    /** A host search in Foreman's language. */
    @CheckForNull
    public String getSearchQuery() {
        return searchQuery;
    }

    @DataBoundSetter
    public void setSearchQuery(@CheckForNull String searchQuery) {
        this.searchQuery = Util.fixEmptyAndTrim(searchQuery);
    }

    /** Name or numeric id of a saved host search. */
    @CheckForNull
    public String getBookmark() {
        return bookmark;
    }

    @DataBoundSetter
    public void setBookmark(@CheckForNull String bookmark) {
        this.bookmark = Util.fixEmptyAndTrim(bookmark);
    }

    /** How many names at most. */
    public int getLimit() {
        return Math.max(0, limit);
    }

    @DataBoundSetter
    public void setLimit(int limit) {
        this.limit = limit;
    }

    @Override
    public Object bindResolve(StaplerRequest2 request, JSONObject form) {
        FormChoice of = new FormChoice(form, "previewOf");
        hosts = of.excludes("hosts") ? null : hosts;
        searchQuery = of.excludes("searchQuery") ? null : searchQuery;
        bookmark = of.excludes("bookmark") ? null : bookmark;
        return this;
    }

    @Override
    @NonNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws IOException {
        HostPreview preview = HostPreview.of(foreman, HostNames.of(hosts), searchQuery, bookmark, getLimit());
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("total", preview.total());
        map.put("searchQuery", preview.searchQuery());
        map.put("hosts", new ArrayList<>(preview.names()));
        return map;
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "previewJobInvocationHosts";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.PreviewJobInvocationHostsStep_displayName();
        }

        @Override
        @NonNull
        Map<String, String> missing(@NonNull Map<String, Object> given) {
            return JobArguments.missingTarget(given);
        }
    }
}
