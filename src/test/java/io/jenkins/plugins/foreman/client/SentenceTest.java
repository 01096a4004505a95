package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SentenceTest {

    @Test
    void hasTheWordsOfEachLanguageWhateverTheThreadSpeaks() {
        Sentence sentence = Sentence.of(() -> Messages.SentCall_foreman(Sentence.of(() -> Messages.Reply_empty())));

        assertThat(sentence.in(Locale.ENGLISH)).isEqualTo("Foreman at the reply is empty");
        assertThat(sentence.in(Locale.GERMANY)).isEqualTo("Foreman unter die Antwort ist leer");
        assertThat(Language.in(Locale.GERMAN, sentence::toString)).isEqualTo(sentence.in(Locale.GERMAN));
        assertThat(Language.in(Locale.ENGLISH, sentence::toString)).isEqualTo(sentence.in(Locale.ENGLISH));
    }

    @Test
    void whoReadsNoneOfThemReadsEnglishOrWhatThereIs() {
        assertThat(Sentence.of(Messages::Reply_empty).in(Locale.FRENCH)).isEqualTo("the reply is empty");
        assertThat(new Sentence(Map.of("de", "leer")).in(Locale.FRENCH)).isEqualTo("leer");
        assertThat(Sentence.plain("Out of paper").in(Locale.GERMAN)).isEqualTo("Out of paper");
        assertThatThrownBy(() -> new Sentence(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wordsThatAreTheSameForEverybodyAreKeptOnce() {
        assertThat(Sentence.of(new IOException("No space left on device")))
                .isEqualTo(Sentence.plain("No space left on device"));
        assertThat(Sentence.of(new IOException())).isEqualTo(Sentence.plain("java.io.IOException"));
    }

    @Test
    void aFaultIsToldInTheLanguageOfWhoeverAsks() {
        WordedException fault = new WordedException(Messages::Reply_empty);

        assertThat(Language.in(Locale.GERMAN, fault::getMessage)).isEqualTo("die Antwort ist leer");
        assertThat(Language.in(Locale.ENGLISH, fault::getMessage)).isEqualTo("the reply is empty");
        assertThat(Sentence.of(fault)).isEqualTo(Sentence.of(Messages::Reply_empty));
    }

    @Test
    void aFaultThatWasStoredSaysItInEnglish() throws Exception {
        Throwable fault = stored(new WordedException(Messages::Reply_empty));
        Throwable spent = stored(new Meter.ExhaustedException(Messages::Reply_empty));

        assertThat(Language.in(Locale.GERMAN, fault::getMessage)).isEqualTo("the reply is empty");
        assertThat(Language.in(Locale.GERMAN, spent::getMessage)).isEqualTo("the reply is empty");
    }

    private static Throwable stored(Throwable fault) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(file)) {
            out.writeObject(fault);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(file.toByteArray()))) {
            return (Throwable) in.readObject();
        }
    }

    @Test
    void aLanguageInALanguageEndsWithIt() {
        String both = Language.in(
                Locale.GERMAN,
                () -> Language.in(Locale.ENGLISH, Messages::Reply_empty) + ", " + Messages.Reply_empty());

        assertThat(both).isEqualTo("the reply is empty, die Antwort ist leer");
    }
}
