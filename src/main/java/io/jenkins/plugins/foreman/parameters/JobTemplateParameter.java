package io.jenkins.plugins.foreman.parameters;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobTemplate;
import io.jenkins.plugins.foreman.client.ListQuery;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Lets who starts a build choose a job template. */
public final class JobTemplateParameter extends ForemanParameter {

    private static final long serialVersionUID = 1L;

    private String search;

    @DataBoundConstructor
    public JobTemplateParameter(@NonNull String name) {
        super(name);
    }

    /** Which templates are offered, in Foreman's search language; null for all. */
    @CheckForNull
    public String getSearch() {
        return search;
    }

    @DataBoundSetter
    public void setSearch(@CheckForNull String search) {
        this.search = Util.fixEmptyAndTrim(search);
    }

    @Override
    public boolean isMany() {
        return false;
    }

    @Override
    @NonNull
    Pattern namePattern() {
        return ValueRule.TEMPLATE;
    }

    @Override
    @NonNull
    Stream<String> names(@NonNull Foreman foreman) throws IOException {
        return foreman.lookups().templates(ListQuery.first(MOST_OFFERED, search)).results().stream()
                .map(JobTemplate::name);
    }

    @Override
    @NonNull
    String question() {
        return "templates " + search;
    }

    /** Describes the parameter. */
    @Extension
    @Symbol("foremanJobTemplate")
    public static final class DescriptorImpl extends ForemanParameterDescriptor {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.JobTemplateParameter_displayName();
        }
    }
}
