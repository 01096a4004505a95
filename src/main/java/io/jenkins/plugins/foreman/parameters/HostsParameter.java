package io.jenkins.plugins.foreman.parameters;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Lookups.NamedItem;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Lets who starts a build choose hosts that a search finds; the value has their names, separated by blanks. */
public final class HostsParameter extends ForemanParameter {

    private static final long serialVersionUID = 1L;

    private String searchQuery;
    private boolean many;

    @DataBoundConstructor
    public HostsParameter(@NonNull String name) {
        super(name);
    }

    /** Which hosts are offered, in Foreman's search language; null for all. */
    @CheckForNull
    public String getSearchQuery() {
        return searchQuery;
    }

    @DataBoundSetter
    public void setSearchQuery(@CheckForNull String searchQuery) {
        this.searchQuery = Util.fixEmptyAndTrim(searchQuery);
    }

    @Override
    public boolean isMany() {
        return many;
    }

    @DataBoundSetter
    public void setMany(boolean many) {
        this.many = many;
    }

    @Override
    @NonNull
    Pattern namePattern() {
        return ValueRule.HOST;
    }

    @Override
    @NonNull
    Stream<String> names(@NonNull Foreman foreman) throws IOException {
        return foreman.lookups().hosts(ListQuery.first(MOST_OFFERED, searchQuery)).results().stream()
                .map(NamedItem::name);
    }

    @Override
    @NonNull
    String question() {
        return "hosts " + searchQuery;
    }

    /** Describes the parameter. */
    @Extension
    @Symbol("foremanHosts")
    public static final class DescriptorImpl extends ForemanParameterDescriptor {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.HostsParameter_displayName();
        }
    }
}
