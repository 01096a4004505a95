package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Mask;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A text that occurs only once in a Foreman: it begins the description of a job invocation, by which that is found again when
 * the reply to its creation is lost.
 */
public final class Marker {

    private static final Pattern BEGINNING =
            Pattern.compile("jenkins-[0-9a-f]{8}-[0-9a-f]{4}(?: \\[[^\\n]*? #\\d+(?: \\S+)?\\])?(?=\\s|$)");

    /** So that most of a description is left for what runs. */
    private static final int LONGEST_SOURCE = 140;

    /** Longer descriptions are cut by Foreman. */
    private static final int LONGEST = 255;

    private Marker() {}

    /** A new one; short enough for a description, which Foreman cuts at 255 characters, long enough to be unique. */
    @NonNull
    public static String next() {
        return "jenkins-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /**
     * Names the build that a job comes from, for people who see the job in Foreman; to stand behind the marker.
     *
     * @param job its full name
     * @param url address of the build, null where Jenkins does not know its own
     */
    @NonNull
    public static String source(@NonNull String job, int number, @CheckForNull String url) {
        String name = job + " #" + number;
        if (url != null && name.length() + url.length() < LONGEST_SOURCE) {
            return "[" + name + " " + url + "]";
        }
        int tooLong = name.length() - LONGEST_SOURCE;
        return "[" + (tooLong > 0 ? "…" + name.substring(tooLong + 1) : name) + "]";
    }

    /**
     * A description without secrets, its marker left alone. Foreman cuts it, so that at its very end a secret may have only
     * begun.
     */
    @CheckForNull
    static String masked(@CheckForNull String description, @NonNull String marker, @NonNull Mask mask) {
        if (description == null) {
            return null;
        }
        int begin = description.startsWith(marker) ? marker.length() : 0;
        String text = description.substring(begin);
        if (description.length() >= LONGEST) {
            int undecided = mask.find(text, 0).undecided();
            text = undecided < text.length()
                    ? mask.ofText(text.substring(0, undecided)) + Mask.STARS
                    : mask.ofText(text);
        } else {
            text = mask.ofText(text);
        }
        return description.substring(0, begin) + text;
    }

    /** A description without the marker that it begins with, whosever that is, and without what names a build; for people. */
    @NonNull
    public static String strip(@NonNull String description) {
        var marker = BEGINNING.matcher(description);
        return marker.lookingAt() ? description.substring(marker.end()).strip() : description;
    }
}
