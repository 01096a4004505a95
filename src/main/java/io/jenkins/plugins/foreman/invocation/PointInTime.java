package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Reads a time as people write it and Foreman shows it: {@code 2026-03-01 22:30}, {@code 2026-03-01 21:30:00 UTC}, in the
 * zone of this machine unless one is given.
 */
public final class PointInTime {

    private PointInTime() {}

    /** Null for a text that is null or blank. */
    @CheckForNull
    public static Instant parse(@CheckForNull String text) throws InvalidRequestException {
        if (text == null || text.isBlank()) {
            return null;
        }
        String iso = text.trim()
                .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)\\s+", "$1T")
                .replaceFirst("\\s+(?=[+-]\\d|Z$)", "")
                .replaceFirst("\\s*(UTC|GMT)$", "Z");
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeException noZone) {
            try {
                return LocalDateTime.parse(iso).atZone(ZoneId.systemDefault()).toInstant();
            } catch (DateTimeException e) {
                throw new InvalidRequestException(() -> Messages.PointInTime_invalid(text.trim()));
            }
        }
    }
}
