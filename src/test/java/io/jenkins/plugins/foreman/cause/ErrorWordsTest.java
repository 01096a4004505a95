package io.jenkins.plugins.foreman.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.cause.ErrorWords.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorWordsTest {

    private static List<String> compared(String... texts) {
        return ErrorWords.compared(List.of(texts)).stream()
                .map(part -> part.varies() ? "<" + part.text() + ">" : part.text())
                .toList();
    }

    @Test
    void oneHostIsQuotedAsItIs() {
        assertThat(compared("needs 12MB more space on /var")).containsExactly("needs 12MB more space on /var");
    }

    @Test
    void whatDiffersIsMarkedInItsPlace() {
        assertThat(compared("needs 12MB more space", "needs 7MB more space", "needs 12MB more space"))
                .containsExactly("needs ", "<12MB>", " more space");
        assertThat(compared("a\nb c", "a\nb d")).containsExactly("a\nb ", "<c>");
    }

    @Test
    void textsOfAnotherBuildAreNotCompared() {
        assertThat(compared("one two", "one two three")).containsExactly("one two");
    }

    @Test
    void nothingIsLostAndNothingAdded() {
        String text = "E: \u00e4\ud83d\ude00 [x] 10.0.0.1:443 failed";
        assertThat(String.join(
                        "",
                        ErrorWords.compared(List.of(text, text.replace("10", "11"))).stream()
                                .map(Part::text)
                                .toList()))
                .isEqualTo(text);
        assertThat(ErrorWords.compared(List.of())).isEmpty();
        assertThat(ErrorWords.compared(List.of(""))).isEmpty();
    }
}
