package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.List;

/**
 * A job template.
 *
 * @param effectiveUserOverridable whether a job may run as another user than the template says
 * @param inputs its own inputs and those of foreign input sets; empty in lists, which do not carry them
 * @param inputsComplete whether these are all that Foreman takes; false where the user may not see a template that some
 *     are taken over from, and in lists
 */
public record JobTemplate(
        long id,
        @NonNull String name,
        @CheckForNull String jobCategory,
        @CheckForNull String providerType,
        boolean snippet,
        @CheckForNull String descriptionFormat,
        @CheckForNull String description,
        boolean effectiveUserOverridable,
        @NonNull List<TemplateInput> inputs,
        boolean inputsComplete) {

    /** Copies the list, so that the record is immutable. */
    public JobTemplate {
        inputs = List.copyOf(inputs);
    }

    /**
     * An input of a template.
     *
     * @param inputType {@code user}, or where Foreman takes the value from ({@code fact}, {@code variable} ...)
     * @param options allowed values, empty for any
     * @param hidden whether the value is a secret; its default is then one, too
     * @param defaultValue null where there is none or it is a secret
     * @param secretDefault the default of a hidden input, to be masked and never shown
     */
    public record TemplateInput(
            long id,
            @NonNull String name,
            @NonNull String inputType,
            @CheckForNull String description,
            boolean required,
            boolean hidden,
            boolean advanced,
            @CheckForNull String defaultValue,
            @CheckForNull String secretDefault,
            @NonNull List<String> options) {

        /** Copies the list, so that the record is immutable. */
        public TemplateInput {
            options = List.copyOf(options);
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return id + ", " + name + ", " + inputType + ", " + description + ", " + defaultValue + ", " + options;
        }

        /** Whether a person gives the value. */
        public boolean isUserInput() {
            return inputType.equals("user");
        }
    }
}
