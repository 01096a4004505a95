package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.FormValidation;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads a time as people write it: {@code 2026-03-01 22:30}, in the zone of the controller unless one is given. */
final class PointInTime {

    private PointInTime() {}

    @CheckForNull
    static Instant parse(@CheckForNull String text) throws InvalidRequestException {
        if (text == null || text.isBlank()) {
            return null;
        }
        String iso =
                text.trim().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)\\s+", "$1T").replaceFirst("\\s+(?=[+-]\\d|Z$)", "");
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException noZone) {
            try {
                return LocalDateTime.parse(iso).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeException e) {
                throw new InvalidRequestException(Messages.PointInTime_invalid(text.trim()));
            }
        }
    }

    @NonNull
    static FormValidation check(@NonNull String text) {
        try {
            parse(text);
            return FormValidation.ok();
        } catch (InvalidRequestException e) {
            // a variable is known in the build only
            return text.contains("$") ? FormValidation.ok() : FormValidation.error(e.getMessage());
        }
    }
}
