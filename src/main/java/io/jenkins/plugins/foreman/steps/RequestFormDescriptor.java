package io.jenkins.plugins.foreman.steps;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.HttpResponses;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.client.JobTemplate;
import io.jenkins.plugins.foreman.client.JobTemplate.TemplateInput;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Lookups.Bookmark;
import io.jenkins.plugins.foreman.client.Lookups.Feature;
import io.jenkins.plugins.foreman.invocation.HostPreview;
import io.jenkins.plugins.foreman.invocation.TemplateLookup;
import io.jenkins.plugins.foreman.job.CredentialsField;
import io.jenkins.plugins.foreman.job.FormLookup;
import io.jenkins.plugins.foreman.job.FormLookup.Target;
import io.jenkins.plugins.foreman.job.HostNames;
import io.jenkins.plugins.foreman.job.JobArguments;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the form of a request asks for while it is filled in. Free text is always possible. */
public abstract class RequestFormDescriptor extends JobFormDescriptor {

    private static final int MOST_TEMPLATES = 500;
    private static final int MOST_PREVIEWED = 10;

    private static final FormLookup.Question<ComboBoxModel> TEMPLATES = foreman ->
            new ComboBoxModel(foreman.lookups().templates(ListQuery.first(MOST_TEMPLATES, null)).results().stream()
                    .map(JobTemplate::name)
                    .toList());

    /** Offers the names of job templates. */
    @POST
    public ComboBoxModel doFillJobTemplateItems(
            @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String organization,
            @QueryParameter String location) {
        return offer(new Target(item, server, organization, location), "templates", TEMPLATES);
    }

    /** Offers the labels of features. */
    @POST
    public ComboBoxModel doFillFeatureItems(
            @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String organization,
            @QueryParameter String location) {
        return offer(
                new Target(item, server, organization, location),
                "features",
                foreman -> new ComboBoxModel(foreman.lookups().features().stream()
                        .map(Feature::label)
                        .toList()));
    }

    /** Offers the names of bookmarks. */
    @POST
    public ComboBoxModel doFillBookmarkItems(
            @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String organization,
            @QueryParameter String location) {
        return offer(
                new Target(item, server, organization, location),
                "bookmarks",
                foreman -> new ComboBoxModel(foreman.lookups().bookmarks().stream()
                        .map(Bookmark::name)
                        .toList()));
    }

    private static ComboBoxModel offer(Target target, String key, FormLookup.Question<ComboBoxModel> question) {
        if (!FormLookup.mayAsk(target.item())) {
            return new ComboBoxModel();
        }
        try {
            return FormLookup.ask(target, ComboBoxModel.class, key, question);
        } catch (IOException e) {
            // doCheckJobTemplate says why
            return new ComboBoxModel();
        }
    }

    /** Says whether it is clear what runs, and whether Foreman has a template of that name. */
    @POST
    public FormValidation doCheckJobTemplate(
            @AncestorInPath Item item,
            @QueryParameter String value,
            @QueryParameter String server,
            @QueryParameter String organization,
            @QueryParameter String location) {
        String wanted = Util.fixNull(value).trim();
        if (wanted.isEmpty()) {
            return FormValidation.error(JobArguments.oneTemplate());
        }
        if (!FormLookup.mayAsk(item) || hasVariable(wanted) || wanted.matches("\\d+")) {
            return FormValidation.ok();
        }
        try {
            Target target = new Target(item, server, organization, location);
            ComboBoxModel names = FormLookup.ask(target, ComboBoxModel.class, "templates", TEMPLATES);
            return names.size() >= MOST_TEMPLATES || names.contains(wanted)
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.RequestFormDescriptor_noTemplate(wanted));
        } catch (IOException e) {
            return FormValidation.warning(e.getMessage());
        }
    }

    /** Says whether it is clear where it runs. */
    @POST
    public FormValidation doCheckSearchQuery(@QueryParameter String value) {
        return value.isBlank() ? FormValidation.error(JobArguments.oneTarget()) : FormValidation.ok();
    }

    /**
     * Says how many hosts there are, and names the first of them.
     *
     * @param hosts null as the two others, where the form does not choose the hosts by it
     */
    @POST
    public FormValidation doPreviewHosts(
            @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String organization,
            @QueryParameter String location,
            @QueryParameter String hosts,
            @QueryParameter String searchQuery,
            @QueryParameter String bookmark) {
        checkMayAsk(item);
        if (hasVariable(hosts + '\n' + searchQuery + '\n' + bookmark)) {
            return FormValidation.warning(Messages.RequestFormDescriptor_variables());
        }
        List<String> names = HostNames.of(hosts).stream().distinct().toList();
        try {
            HostPreview preview = FormLookup.ask(
                    new Target(item, server, organization, location),
                    HostPreview.class,
                    "preview " + hosts + '\n' + searchQuery + '\n' + bookmark,
                    foreman -> HostPreview.of(
                            foreman,
                            names,
                            Util.fixEmptyAndTrim(searchQuery),
                            Util.fixEmptyAndTrim(bookmark),
                            MOST_PREVIEWED));
            if (preview.total() == 0) {
                return FormValidation.warning(Messages.RequestFormDescriptor_noHosts());
            }
            return preview.total() < names.size()
                    ? FormValidation.warning(Messages.RequestFormDescriptor_someHosts(
                            names.size() - preview.total(), names.size(), words(preview)))
                    : FormValidation.ok(words(preview));
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** A variable has its value in the build only. */
    private static boolean hasVariable(String text) {
        return text.contains("$");
    }

    /** Tells which inputs the job template has, for the form to make rows of them. */
    @POST
    public HttpResponse doTemplateInputs(
            @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String organization,
            @QueryParameter String location,
            @QueryParameter String jobTemplate,
            @QueryParameter String feature) {
        checkMayAsk(item);
        try {
            JobTemplate template = FormLookup.ask(
                    new Target(item, server, organization, location),
                    JobTemplate.class,
                    "inputs " + jobTemplate + '\n' + feature,
                    foreman -> TemplateLookup.of(
                            foreman, Util.fixEmptyAndTrim(jobTemplate), Util.fixEmptyAndTrim(feature)));
            JSONArray inputs = new JSONArray();
            template.inputs().stream()
                    .filter(TemplateInput::isUserInput)
                    .forEach(input -> inputs.add(new JSONObject()
                            .element("name", input.name())
                            .element("required", input.required())
                            .element("hidden", input.hidden())
                            .element("value", Util.fixNull(input.defaultValue()))
                            .element("description", Util.fixNull(input.description()))
                            .element("options", input.options())));
            return HttpResponses.okJSON(inputs);
        } catch (IOException e) {
            return HttpResponses.errorJSON(String.valueOf(e.getMessage()));
        }
    }

    private static void checkMayAsk(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
    }

    private static String words(HostPreview preview) {
        String names = String.join(", ", preview.names());
        return Messages.RequestFormDescriptor_hosts(
                preview.total(), preview.total() > preview.names().size() ? names + ", …" : names);
    }

    /** Lists credentials for the SSH login. */
    @POST
    public ListBoxModel doFillSshCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String sshCredentialsId) {
        if (!CredentialsField.mayList(item)) {
            return CredentialsField.current(sshCredentialsId);
        }
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardUsernameCredentials.class,
                        List.of(),
                        CredentialsMatchers.anyOf(
                                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                                CredentialsMatchers.instanceOf(SSHUserPrivateKey.class)))
                .includeCurrentValue(Util.fixNull(sshCredentialsId));
    }

    /** Lists credentials for the effective user. */
    @POST
    public ListBoxModel doFillEffectiveUserCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String effectiveUserCredentialsId) {
        if (!CredentialsField.mayList(item)) {
            return CredentialsField.current(effectiveUserCredentialsId);
        }
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2,
                        item,
                        StandardUsernamePasswordCredentials.class,
                        List.of(),
                        CredentialsMatchers.always())
                .includeCurrentValue(Util.fixNull(effectiveUserCredentialsId));
    }
}
