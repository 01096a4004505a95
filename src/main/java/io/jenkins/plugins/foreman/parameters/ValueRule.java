package io.jenkins.plugins.foreman.parameters;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which values a parameter takes: its default, what is offered, and any other names only where the job allows that.
 *
 * @param name what a single name has to look like, whoever gives it
 * @param many whether a value can be several names, with blanks or commas between them
 * @param otherValues whether names that are not offered are taken
 * @param defaultValue is always taken, so that a build can be started while Foreman is away; may be empty
 */
record ValueRule(
        @NonNull Pattern name,
        boolean many,
        boolean otherValues,
        @NonNull String defaultValue) {

    /** A server may call its hosts anything, and scripts put parameters into commands and searches as they are. */
    static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,254}");

    /** Text of one line that looks like what it is. */
    static final Pattern TEMPLATE = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,255}");

    /** Characters of a value; far more hosts than anybody chooses. */
    static final int MOST_CHARS = 65_536;

    /** Knows what is offered. */
    @FunctionalInterface
    interface Offer {
        @NonNull
        List<String> names() throws IOException;
    }

    /** Those of a server's names that can be values. */
    @NonNull
    List<String> offerable(@NonNull Stream<String> names) {
        return names.filter(each -> name.matcher(each).matches()).toList();
    }

    /**
     * Why a value is not taken; null where it is.
     *
     * @param parameter its name, for the objection
     * @param offer is asked only where it decides
     */
    @CheckForNull
    String objection(@NonNull String parameter, @NonNull String value, @NonNull Offer offer) {
        if (value.equals(defaultValue)) {
            return null;
        }
        if (value.length() > MOST_CHARS) {
            return Messages.ValueRule_tooLong(parameter, MOST_CHARS);
        }
        List<String> parts = parts(value);
        if (!parts.stream().allMatch(each -> name.matcher(each).matches())) {
            return Messages.ValueRule_badName(parameter);
        }
        if (otherValues) {
            return null;
        }
        try {
            return !parts.isEmpty() && offer.names().containsAll(parts)
                    ? null
                    : Messages.ValueRule_notOffered(parameter, value);
        } catch (IOException e) {
            return Messages.ValueRule_notAnswered(parameter, e.getMessage());
        }
    }

    private List<String> parts(String value) {
        if (value.isEmpty()) {
            return List.of();
        }
        return many
                ? Stream.of(value.split("[ ,]+"))
                        .filter(each -> !each.isEmpty())
                        .toList()
                : List.of(value);
    }
}
