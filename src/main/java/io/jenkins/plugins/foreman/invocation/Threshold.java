package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many hosts may fail: a number ({@code 5}) or a share of all hosts ({@code 10%}).
 *
 * @param value not negative; with {@code percent} at most 100
 */
public record Threshold(int value, boolean percent) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Not a single host may fail. */
    public static final Threshold NONE = new Threshold(0, false);

    private static final Threshold ALL = new Threshold(100, true);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(%?)");

    /**
     * Reads {@code 5} or {@code 10%}.
     *
     * @return null for null or blank text
     * @throws IllegalArgumentException for anything else; its message is for people
     */
    @CheckForNull
    public static Threshold parse(@CheckForNull String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(Messages.Threshold_form(text.trim()));
        }
        boolean percent = !matcher.group(2).isEmpty();
        int value = Integer.parseInt(matcher.group(1));
        if (percent && value > 100) {
            throw new IllegalArgumentException(Messages.Threshold_form(text.trim()));
        }
        return new Threshold(value, percent);
    }

    /**
     * More failed hosts fail the run. Whoever names only when it is unstable does not want it to fail.
     *
     * @param failure as it is given, null for none
     * @param unstable likewise
     */
    @NonNull
    public static Threshold ofFailure(@CheckForNull Threshold failure, @CheckForNull Threshold unstable) {
        return failure != null ? failure : unstable != null ? ALL : NONE;
    }

    /** Whether more hosts failed than may. */
    public boolean isExceededBy(int failed, int total) {
        return percent ? failed * 100L > (long) value * total : failed > value;
    }

    @Override
    @NonNull
    public String toString() {
        return percent ? value + "%" : Integer.toString(value);
    }
}
