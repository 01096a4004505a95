package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.Secret;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The value of one input of a job template: readable, or a secret that is kept as an encrypted text. */
public final class InputValue implements Describable<InputValue>, Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private String value;
    private String encrypted;

    @DataBoundConstructor
    public InputValue(String name) {
        this.name = name == null ? "" : name.trim();
    }

    @NonNull
    static InputValue of(@NonNull String name, @NonNull String value) {
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
        return encrypted == null ? null : Secret.fromString(encrypted);
    }

    @DataBoundSetter
    public void setSecretValue(@CheckForNull Secret secret) {
        encrypted = secret == null || secret.getPlainText().isEmpty() ? null : secret.getEncryptedValue();
    }

    /** What Foreman is given. */
    @NonNull
    String text() {
        Secret secret = getSecretValue();
        return secret != null ? secret.getPlainText() : Util.fixNull(value);
    }

    /** The same with another text, as secret as this one. */
    @NonNull
    InputValue withText(@NonNull String text) {
        return encrypted != null ? secret(name, text) : of(name, text);
    }

    /** The same as a secret, since a script may have put one into it. */
    @NonNull
    InputValue sealed() {
        return encrypted != null ? this : secret(name, text());
    }

    private static InputValue secret(String name, String text) {
        InputValue input = new InputValue(name);
        // not as a Secret: as a Java object it would be written in plain text
        input.encrypted = Secret.fromString(text).getEncryptedValue();
        return input;
    }

    /** Form of an input. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<InputValue> {

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.InputValue_displayName();
        }
    }
}
