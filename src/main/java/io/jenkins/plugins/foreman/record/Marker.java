package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A text that is met once in a Foreman: it begins the description of a job invocation, by which that is found again when
 * the reply to its creation is lost.
 */
public final class Marker {

    private static final Pattern BEGINNING = Pattern.compile("jenkins-[0-9a-f]{8}-[0-9a-f]{4}(?=\\s|$)");

    private Marker() {}

    /** A new one; short enough for a description, which Foreman cuts at 255 characters, long enough to be met once. */
    @NonNull
    public static String next() {
        return "jenkins-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /** A description without the marker that it begins with, whosever that is; for people. */
    @NonNull
    public static String strip(@NonNull String description) {
        var marker = BEGINNING.matcher(description);
        return marker.lookingAt() ? description.substring(marker.end()).strip() : description;
    }
}
