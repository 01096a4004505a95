package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Searches job invocations. */
public final class FindJobInvocationsStep extends QueryStep {

    private static final long serialVersionUID = 1L;

    /** More on a page are not given. */
    private static final int MOST = 1000;

    private String search;
    private String order;
    private int page = 1;
    private int perPage = 20;

    @DataBoundConstructor
    public FindJobInvocationsStep() {
        // everything is optional
    }

    /** A search in Foreman's language, null for all. */
    @CheckForNull
    public String getSearch() {
        return search;
    }

    @DataBoundSetter
    public void setSearch(@CheckForNull String search) {
        this.search = Util.fixEmptyAndTrim(search);
    }

    /** Field by which they are ordered, with {@code DESC} behind it for the other way; null for the newest first. */
    @CheckForNull
    public String getOrder() {
        return order;
    }

    @DataBoundSetter
    public void setOrder(@CheckForNull String order) {
        this.order = Util.fixEmptyAndTrim(order);
    }

    /** Number of the page, from 1. */
    public int getPage() {
        return Math.max(1, page);
    }

    @DataBoundSetter
    public void setPage(int page) {
        this.page = page;
    }

    /** How many on a page. */
    public int getPerPage() {
        return Math.min(MOST, Math.max(1, perPage));
    }

    @DataBoundSetter
    public void setPerPage(int perPage) {
        this.perPage = perPage;
    }

    @Override
    @NonNull
    Object ask(@NonNull Foreman foreman, @NonNull String serverUrl) throws ForemanException {
        String by = order == null ? "id DESC" : order;
        Page<JobInvocation> found = foreman.jobInvocations().list(new ListQuery(search, by, getPage(), getPerPage()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("total", found.total());
        map.put("matching", found.subtotal());
        map.put("page", found.page());
        map.put("perPage", found.perPage());
        map.put(
                "results",
                new ArrayList<>(found.results().stream()
                        .map(job -> PlainValues.of(job, serverUrl))
                        .toList()));
        return map;
    }

    /** Describes the step. */
    @Extension
    public static final class DescriptorImpl extends QueryDescriptor {

        @Override
        public String getFunctionName() {
            return "findJobInvocations";
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FindJobInvocationsStep_displayName();
        }
    }
}
