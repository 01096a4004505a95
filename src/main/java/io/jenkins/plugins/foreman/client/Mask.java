package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The secrets of a run, to be taken out of whatever enters its record. They are found as they are and as shells, JSON,
 * HTML, URLs and Base64 write them; not when something stands between their characters, such as a control sequence.
 * Thread-safe; grows only.
 */
public final class Mask {

    /** What stands in the place of a secret. */
    public static final String STARS = "****";

    /** A shorter text is found everywhere, so that masking it would tell it and ruin the rest. Jenkins has the same bound. */
    public static final int SHORTEST = 3;

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final Set<String> forms = new TreeSet<>(LONGEST_FIRST);
    private volatile Map<Character, List<String>> byFirst = Map.of();

    /**
     * The places of secrets in a text, in order and apart from each other.
     *
     * @param undecided where the text ends in what may be the beginning of a secret; its length when it does not
     */
    public record Found(@NonNull List<Place> places, int undecided) {}

    /** From one index of a text to before another. */
    public record Place(int from, int to) {}

    /** Takes further secrets in; null, and what is too short, is passed over. */
    public synchronized void add(@NonNull Collection<String> secrets) {
        int before = forms.size();
        for (String secret : secrets) {
            if (secret != null && secret.strip().length() >= SHORTEST) {
                forms.addAll(SecretForms.of(secret));
            }
        }
        if (forms.size() > before) {
            Map<Character, List<String>> sorted = new HashMap<>();
            forms.forEach(form -> sorted.computeIfAbsent(form.charAt(0), first -> new ArrayList<>())
                    .add(form));
            byFirst = sorted;
        }
    }

    /** Whether there is nothing to mask. */
    public boolean isEmpty() {
        return byFirst.isEmpty();
    }

    /** The text without secrets; null for null. */
    @CheckForNull
    public String of(@CheckForNull String text) {
        return text == null ? null : ofText(text);
    }

    /** The text without secrets. */
    @NonNull
    public String ofText(@NonNull String text) {
        if (isEmpty()) {
            return text;
        }
        List<Place> places = find(text, 0).places();
        return places.isEmpty() ? text : replace(text, 0, text.length(), places);
    }

    /**
     * Finds all secrets, overlapping ones as one.
     *
     * @param covered how much of the text belongs to a secret that began before it; such a place begins at -1
     */
    @NonNull
    public Found find(@NonNull CharSequence text, int covered) {
        Map<Character, List<String>> candidates = byFirst;
        List<Place> places = new ArrayList<>();
        if (covered > 0) {
            places.add(new Place(-1, covered));
        }
        int undecided = text.length();
        for (int at = 0; at < text.length(); at++) {
            List<String> forms = candidates.get(text.charAt(at));
            if (forms == null) {
                continue;
            }
            for (String form : forms) {
                int common = common(form, text, at);
                if (common == form.length()) {
                    add(places, at, at + common);
                    break;
                }
                if (at + common == text.length()) {
                    undecided = Math.min(undecided, at);
                }
            }
        }
        return new Found(places, undecided);
    }

    private static int common(String form, CharSequence text, int at) {
        int most = Math.min(form.length(), text.length() - at);
        int common = 1;
        while (common < most && form.charAt(common) == text.charAt(at + common)) {
            common++;
        }
        return common;
    }

    private static void add(List<Place> places, int from, int to) {
        Place last = places.isEmpty() ? null : places.get(places.size() - 1);
        if (last == null || last.to() <= from) {
            places.add(new Place(from, to));
        } else if (last.to() < to) {
            places.set(places.size() - 1, new Place(last.from(), to));
        }
    }

    /** A part of a text without the secrets in it; of one that begins before the part nothing is left. */
    @NonNull
    public static String replace(@NonNull CharSequence text, int from, int to, @NonNull List<Place> places) {
        StringBuilder masked = new StringBuilder(to - from);
        int at = from;
        for (Place place : places) {
            if (place.to() <= at || place.from() >= to) {
                continue;
            }
            masked.append(text, at, Math.max(at, place.from()));
            if (place.from() >= from) {
                masked.append(STARS);
            }
            at = Math.min(to, place.to());
        }
        return masked.append(text, at, to).toString();
    }

    @Override
    public String toString() {
        return "Mask[…]";
    }
}
