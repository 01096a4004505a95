package io.jenkins.plugins.foreman.parameters;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterValue;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.SimpleParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.util.ComboBoxModel;
import hudson.util.HttpResponses;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.job.FormLookup;
import io.jenkins.plugins.foreman.job.FormLookup.Target;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * A parameter of a build that offers names which a Foreman has. The job says what is asked for; who starts a build
 * chooses among the answers, and may give something else only where the job allows it.
 */
public abstract class ForemanParameter extends SimpleParameterDefinition {

    private static final long serialVersionUID = 1L;

    /** Names that are offered; more are no choice for a person. */
    static final int MOST_OFFERED = 500;

    private String server;
    private String defaultValue;
    private boolean otherValues;

    ForemanParameter(@NonNull String name) {
        super(name);
    }

    /** Name of the server, null for the default one of the job. */
    @CheckForNull
    public final String getServer() {
        return server;
    }

    @DataBoundSetter
    public final void setServer(@CheckForNull String server) {
        this.server = Util.fixEmptyAndTrim(server);
    }

    /** What holds unless something is chosen; null for nothing. */
    @CheckForNull
    public final String getDefaultValue() {
        return defaultValue;
    }

    @DataBoundSetter
    public final void setDefaultValue(@CheckForNull String defaultValue) {
        this.defaultValue = Util.fixEmptyAndTrim(defaultValue);
    }

    /** Whether a value may be one that is not offered. */
    public final boolean isOtherValues() {
        return otherValues;
    }

    @DataBoundSetter
    public final void setOtherValues(boolean otherValues) {
        this.otherValues = otherValues;
    }

    /** Whether the value can be several names. */
    public abstract boolean isMany();

    /** What a name has to look like. */
    @NonNull
    abstract Pattern namePattern();

    /** What this Foreman has, at most {@link #MOST_OFFERED} names. */
    @NonNull
    abstract Stream<String> names(@NonNull Foreman foreman) throws IOException;

    /** Tells what is asked for from what others ask the same server. */
    @NonNull
    abstract String question();

    /**
     * What is offered in this job.
     *
     * @throws IOException when Foreman does not answer in time; the message says why
     */
    @NonNull
    final List<String> offered(@NonNull Item job) throws IOException {
        return FormLookup.ask(
                new Target(job, server, null, null),
                ComboBoxModel.class,
                question(),
                foreman -> new ComboBoxModel(rule().offerable(names(foreman))));
    }

    private ValueRule rule() {
        return new ValueRule(namePattern(), isMany(), otherValues, Util.fixNull(defaultValue));
    }

    @Override
    public final ParameterValue getDefaultParameterValue() {
        return value(Util.fixNull(defaultValue));
    }

    @Override
    public final ParameterValue createValue(String value) {
        String given = Util.fixNull(value).trim();
        String objection = objection(given);
        if (objection != null) {
            throw new WrongValueException(objection);
        }
        return value(given);
    }

    @Override
    public final ParameterValue createValue(StaplerRequest2 req, JSONObject form) {
        return createValue(form.optString("value"));
    }

    private ParameterValue value(String value) {
        return new StringParameterValue(getName(), value, getDescription());
    }

    /** Builds that start this one give values of their own making. */
    @Override
    public final boolean isValid(ParameterValue value) {
        return value.getValue() instanceof String given && objection(given) == null;
    }

    @CheckForNull
    private String objection(String value) {
        return rule().objection(getName(), value, () -> {
            Job<?, ?> job = job();
            return job == null ? List.of() : offered(job);
        });
    }

    /** The job that this is of: that of the request or, as for the command line and builds, the one that has it. */
    @CheckForNull
    private Job<?, ?> job() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        Job<?, ?> asked = request == null ? null : request.findAncestorObject(Job.class);
        if (asked != null && has(asked)) {
            return asked;
        }
        for (Job<?, ?> each : Jenkins.get().getAllItems(Job.class)) {
            if (has(each)) {
                return each;
            }
        }
        return null;
    }

    private boolean has(Job<?, ?> job) {
        ParametersDefinitionProperty parameters = job.getProperty(ParametersDefinitionProperty.class);
        return parameters != null
                && parameters.getParameterDefinitions().stream().anyMatch(each -> each == this);
    }

    /** Describes a parameter. */
    public abstract static class ForemanParameterDescriptor extends ParameterDescriptor {

        /** Offers the servers that the job can use. */
        @POST
        public ComboBoxModel doFillServerItems(@AncestorInPath Item item) {
            return FormLookup.servers(item);
        }

        /**
         * Tells who may build the job what its parameter offers. Nothing else can be asked for: only who configures the
         * job says what is.
         */
        @POST
        public HttpResponse doOffered(@AncestorInPath Job<?, ?> job, @QueryParameter String parameter) {
            JSONArray names = new JSONArray();
            if (job == null) {
                return HttpResponses.okJSON(names);
            }
            job.checkPermission(Item.BUILD);
            ParametersDefinitionProperty parameters = job.getProperty(ParametersDefinitionProperty.class);
            try {
                if (parameters != null
                        && parameters.getParameterDefinition(parameter) instanceof ForemanParameter asked) {
                    names.addAll(asked.offered(job));
                }
                return HttpResponses.okJSON(names);
            } catch (IOException e) {
                return HttpResponses.errorJSON(String.valueOf(e.getMessage()));
            }
        }
    }
}
