package io.jenkins.plugins.foreman.cause;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What several hosts say of the same cause: the words of one of them, with what the others put in other words. */
public final class ErrorWords {

    private static final Pattern WORD = Pattern.compile("[\\w.:-]+|[^\\w.:-]+");

    private ErrorWords() {}

    /** @param varies whether it is not the same in all texts */
    public record Part(@NonNull String text, boolean varies) {}

    /** The first of the texts in parts. Where the texts are not of the same build, nothing is said to vary. */
    @NonNull
    public static List<Part> compared(@NonNull List<String> texts) {
        List<List<String>> words = texts.stream()
                .map(text ->
                        WORD.matcher(text).results().map(MatchResult::group).toList())
                .toList();
        List<Part> parts = new ArrayList<>();
        if (words.isEmpty()) {
            return parts;
        }
        List<String> first = words.get(0);
        boolean alike = words.stream().allMatch(each -> each.size() == first.size());
        StringBuilder text = new StringBuilder();
        boolean varying = false;
        for (int i = 0; i < first.size(); i++) {
            int at = i;
            boolean varies =
                    alike && words.stream().anyMatch(each -> !each.get(at).equals(first.get(at)));
            if (varies != varying && text.length() > 0) {
                parts.add(new Part(text.toString(), varying));
                text.setLength(0);
            }
            varying = varies;
            text.append(first.get(i));
        }
        if (text.length() > 0) {
            parts.add(new Part(text.toString(), varying));
        }
        return parts;
    }
}
