package io.jenkins.plugins.foreman.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.PointInTime;

/** A field of a form for a {@link PointInTime}. */
final class TimeField {

    private TimeField() {}

    @NonNull
    static FormValidation check(@NonNull String text) {
        try {
            PointInTime.parse(text);
            return FormValidation.ok();
        } catch (InvalidRequestException e) {
            // a variable is known in the build only
            return text.contains("$") ? FormValidation.ok() : FormValidation.error(e.getMessage());
        }
    }
}
