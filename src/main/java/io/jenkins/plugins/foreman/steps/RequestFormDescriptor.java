package io.jenkins.plugins.foreman.steps;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
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

    /** Offers the names of job templates. */
    @POST
    public ComboBoxModel doFillJobTemplateItems(@AncestorInPath Item item, @QueryParameter String server) {
        return offer(
                item,
                server,
                "templates",
                foreman -> new ComboBoxModel(
                        foreman.lookups().templates(ListQuery.first(MOST_TEMPLATES, null)).results().stream()
                                .map(JobTemplate::name)
                                .toList()));
    }

    /** Offers the labels of features. */
    @POST
    public ComboBoxModel doFillFeatureItems(@AncestorInPath Item item, @QueryParameter String server) {
        return offer(
                item,
                server,
                "features",
                foreman -> new ComboBoxModel(foreman.lookups().features().stream()
                        .map(Feature::label)
                        .toList()));
    }

    /** Offers the names of bookmarks. */
    @POST
    public ComboBoxModel doFillBookmarkItems(@AncestorInPath Item item, @QueryParameter String server) {
        return offer(
                item,
                server,
                "bookmarks",
                foreman -> new ComboBoxModel(foreman.lookups().bookmarks().stream()
                        .map(Bookmark::name)
                        .toList()));
    }

    private static ComboBoxModel offer(
            Item item, String server, String key, FormLookup.Question<ComboBoxModel> question) {
        if (!FormLookup.mayAsk(item)) {
            return new ComboBoxModel();
        }
        try {
            return FormLookup.ask(item, server, ComboBoxModel.class, key, question);
        } catch (IOException e) {
            return new ComboBoxModel();
        }
    }

    /** Says how many hosts there are, and names the first of them. */
    @POST
    public FormValidation doPreviewHosts(
            @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String hosts,
            @QueryParameter String searchQuery,
            @QueryParameter String bookmark) {
        checkMayAsk(item);
        try {
            String key = "preview " + hosts + '\n' + searchQuery + '\n' + bookmark;
            HostPreview preview = FormLookup.ask(
                    item,
                    server,
                    HostPreview.class,
                    key,
                    foreman -> HostPreview.of(
                            foreman,
                            HostNames.of(hosts),
                            Util.fixEmptyAndTrim(searchQuery),
                            Util.fixEmptyAndTrim(bookmark),
                            MOST_PREVIEWED));
            return preview.total() == 0
                    ? FormValidation.warning(Messages.RequestFormDescriptor_noHosts())
                    : FormValidation.ok(words(preview));
        } catch (IOException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Tells which inputs the job template has, for the form to make rows of them. */
    @POST
    public HttpResponse doTemplateInputs(
            @AncestorInPath Item item,
            @QueryParameter String server,
            @QueryParameter String jobTemplate,
            @QueryParameter String feature) {
        checkMayAsk(item);
        try {
            JobTemplate template = FormLookup.ask(
                    item,
                    server,
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
        if (!mayUseCredentials(item)) {
            return current(sshCredentialsId);
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
        if (!mayUseCredentials(item)) {
            return current(effectiveUserCredentialsId);
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

    private static boolean mayUseCredentials(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    @NonNull
    private static ListBoxModel current(@CheckForNull String id) {
        return new StandardListBoxModel().includeCurrentValue(Util.fixNull(id));
    }
}
