package io.jenkins.plugins.foreman.steps;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.config.ServerLookup;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.Threshold;
import io.jenkins.plugins.foreman.job.CredentialsField;
import io.jenkins.plugins.foreman.job.FormLookup;
import io.jenkins.plugins.foreman.job.JobArguments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Describes a step that works wherever there is a build, also without an agent, and takes lists and maps where the form
 * has a text and rows: {@code hosts: ['a', 'b']} and {@code inputs: [command: 'uptime']}.
 */
public abstract class JobFormDescriptor extends StepDescriptor implements CustomDescribableModel {

    private static final String ID = "id";

    @Override
    @NonNull
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class);
    }

    /** Offers the servers that a job can use. */
    @POST
    public ComboBoxModel doFillServerItems(@AncestorInPath Item item) {
        return FormLookup.servers(item);
    }

    /** Lists credentials for the server that is chosen. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String server, @QueryParameter String credentialsId) {
        if (!CredentialsField.mayList(item)) {
            return CredentialsField.current(credentialsId);
        }
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardUsernamePasswordCredentials.class,
                        domain(server, item),
                        CredentialsMatchers.always())
                .includeCurrentValue(Util.fixNull(credentialsId));
    }

    private static List<DomainRequirement> domain(@CheckForNull String server, @CheckForNull Item item) {
        try {
            return ServerLookup.find(server, item).domain();
        } catch (AbortException e) {
            // it may be one that only the build knows
            return List.of();
        }
    }

    /** Lists the ways of printing. */
    @POST
    public ListBoxModel doFillConsoleOutputItems() {
        ListBoxModel modes = new ListBoxModel();
        for (Mode mode : Mode.values()) {
            modes.add(
                    switch (mode) {
                        case AUTO -> Messages.JobFormDescriptor_auto();
                        case PREFIXED -> Messages.JobFormDescriptor_prefixed();
                        case GROUPED -> Messages.JobFormDescriptor_grouped();
                        case FAILED -> Messages.JobFormDescriptor_failed();
                        case NONE -> Messages.JobFormDescriptor_none();
                    },
                    mode.name());
        }
        return modes;
    }

    /** Says whether it can be the id of a job invocation. */
    @POST
    public FormValidation doCheckId(@QueryParameter String value) {
        return value.isBlank() && !needsId() || value.trim().matches("0*[1-9]\\d*")
                ? FormValidation.ok()
                : FormValidation.error(Messages.JobIds_none());
    }

    /** Whether a job cannot be named otherwise. */
    boolean needsId() {
        return true;
    }

    /** Says whether it is a number of hosts or a share of them. */
    @POST
    public FormValidation doCheckFailureThreshold(@QueryParameter String value) {
        return checkThreshold(value);
    }

    /** Says whether it is a number of hosts or a share of them. */
    @POST
    public FormValidation doCheckUnstableThreshold(@QueryParameter String value) {
        return checkThreshold(value);
    }

    private static FormValidation checkThreshold(String value) {
        try {
            Threshold.parse(value);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            // a variable is known in the build only
            return value.contains("$") ? FormValidation.ok() : FormValidation.error(e.getMessage());
        }
    }

    @Override
    @NonNull
    public final Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        if (arguments.get(ID) instanceof CharSequence id && !id.toString().matches("\\d+")) {
            throw new IllegalArgumentException(Messages.JobIds_none());
        }
        return JobArguments.read(arguments);
    }

    @Override
    @NonNull
    public final UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        return JobArguments.write(step, this::missing);
    }

    /** What the step cannot do without and is not given: the argument, and what a generated script says in its place. */
    @NonNull
    Map<String, String> missing(@NonNull Map<String, Object> given) {
        return given.get(ID) instanceof Long id && id <= 0 ? Map.of(ID, Messages.JobIds_none()) : Map.of();
    }
}
