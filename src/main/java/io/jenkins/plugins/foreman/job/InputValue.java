package io.jenkins.plugins.foreman.job;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.runs.HostLogin;
import io.jenkins.plugins.foreman.runs.Sealing;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundResolvable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The value of one input of a job template: readable, a secret that is kept as an encrypted text, or a credential by its
 * id.
 */
public final class InputValue implements Describable<InputValue>, DataBoundResolvable, Serializable {

    private static final long serialVersionUID = 1L;

    private static final String SECRET = "secretValue";

    private final String name;
    private String value;
    private String encrypted;
    private String credentialsId;

    /** The readable value in a copy for keeping, see {@link Sealing}. */
    private String sealed;

    @DataBoundConstructor
    public InputValue(String name) {
        this.name = name == null ? "" : name.trim();
    }

    @NonNull
    public static InputValue of(@NonNull String name, @NonNull String value) {
        InputValue input = new InputValue(name);
        input.value = value;
        return input;
    }

    @NonNull
    public String getName() {
        return name;
    }

    /** The value when it may be read, null when it is a secret. */
    @CheckForNull
    public String getValue() {
        return value;
    }

    @DataBoundSetter
    public void setValue(@CheckForNull String value) {
        this.value = Util.fixEmpty(value);
    }

    /** The value when it is a secret. */
    @CheckForNull
    public Secret getSecretValue() {
        return encrypted != null && isSecret() ? Secret.fromString(encrypted) : null;
    }

    /** @param text plain or, as forms give it back, encrypted; an empty one is a secret still, null is none */
    @DataBoundSetter
    public void setSecretValue(@CheckForNull String text) {
        // not kept as a Secret: as a Java object it would be written in plain text
        encrypted = text == null ? null : Secret.fromString(text).getEncryptedValue();
    }

    /** Id of a secret text, or of a user name with the password that is the value; null for none. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public Object bindResolve(StaplerRequest2 request, JSONObject form) {
        FormChoice is = new FormChoice(form, "valueIs");
        value = is.excludes("value") ? null : value;
        encrypted = is.excludes("secretValue") ? null : encrypted;
        credentialsId = is.excludes("credentialsId") ? null : credentialsId;
        return this;
    }

    /** Whether the value must not be shown. An empty secret is none beside a value that may be read. */
    public boolean isSecret() {
        return credentialsId != null
                || encrypted != null
                        && (value == null
                                || !Secret.fromString(encrypted).getPlainText().isEmpty());
    }

    /** What Foreman is given. */
    @NonNull
    String text(@NonNull HostLogin login) {
        if (credentialsId != null) {
            return login.secretText(credentialsId);
        }
        Secret secret = getSecretValue();
        return secret != null ? secret.getPlainText() : sealed != null ? Sealing.unseal(sealed) : Util.fixNull(value);
    }

    /** The same with variables filled in; a secret is none of a text with variables, whatever it looks like. */
    @NonNull
    InputValue expanded(@NonNull Expansion expansion) {
        InputValue copy = new InputValue(name);
        copy.value = isSecret() ? null : expansion.of(value);
        copy.encrypted = isSecret() ? encrypted : null;
        copy.credentialsId = expansion.of(credentialsId);
        copy.sealed = sealed;
        return copy;
    }

    /** The same with nothing to read in it, since a script may have put a secret into it. */
    @NonNull
    InputValue sealed() {
        InputValue copy = expanded(Expansion.NONE);
        copy.sealed = copy.value == null ? sealed : Sealing.seal(copy.value);
        copy.value = null;
        return copy;
    }

    /** Form of an input, and what scripts may write for it. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<InputValue> implements CustomDescribableModel {

        /** Takes numbers as texts, and a secret as it stands: what would be decrypted is none that a script knows. */
        @Override
        @NonNull
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> changed = new LinkedHashMap<>(arguments);
            changed.replaceAll(
                    (name, value) -> value instanceof Number || value instanceof Boolean ? value.toString() : value);
            changed.computeIfPresent(SECRET, (name, value) -> kept(value));
            return changed;
        }

        private static Object kept(Object secret) {
            if (secret instanceof Secret parameter) {
                return parameter.getEncryptedValue();
            }
            Secret kept = Secret.fromString(secret.toString());
            if (!kept.getPlainText().equals(secret.toString())) {
                throw new IllegalArgumentException(Messages.InputValue_encrypted());
            }
            return kept.getEncryptedValue();
        }

        /** A secret is in no script: it is named by credentials there, which do not exist as long as nobody makes them. */
        @Override
        @NonNull
        public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable input) {
            Map<String, Object> changed = new LinkedHashMap<>(input.getArguments());
            if (changed.remove(SECRET) != null) {
                changed.putIfAbsent("credentialsId", Messages.InputValue_secret());
            }
            return input.withArguments(changed);
        }

        /** Lists credentials that can be a value. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            if (!CredentialsField.mayList(item)) {
                return CredentialsField.current(credentialsId);
            }
            return new StandardListBoxModel()
                    .includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            item,
                            StandardCredentials.class,
                            List.of(),
                            CredentialsMatchers.anyOf(
                                    CredentialsMatchers.instanceOf(StringCredentials.class),
                                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)))
                    .includeCurrentValue(Util.fixNull(credentialsId));
        }

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.InputValue_displayName();
        }
    }
}
