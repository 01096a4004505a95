package io.jenkins.plugins.foreman.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.parameters.ValueRule.Offer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What parameters take, whoever gives it. */
class ValueRuleTest {

    private static final Offer OFFER = () -> List.of("a.example.com", "b.example.com");
    private static final Offer AWAY = () -> {
        throw new IOException("no route to host");
    };

    private static ValueRule hosts(boolean many, boolean otherValues) {
        return new ValueRule(ValueRule.HOST, many, otherValues, "");
    }

    @Test
    void whatIsOfferedIsTakenAndNothingElse() {
        assertThat(hosts(false, false).objection("HOST", "a.example.com", OFFER))
                .isNull();
        assertThat(hosts(false, false).objection("HOST", "c.example.com", OFFER))
                .isEqualTo("HOST does not offer \"c.example.com\".");
    }

    @Test
    void severalAreTakenOnlyWhereEachIsOfferedAndTheJobTakesSeveral() {
        assertThat(hosts(true, false).objection("HOSTS", "a.example.com, b.example.com", OFFER))
                .isNull();
        assertThat(hosts(true, false).objection("HOSTS", "a.example.com c.example.com", OFFER))
                .contains("does not offer");
        assertThat(hosts(false, false).objection("HOST", "a.example.com b.example.com", OFFER))
                .isNotNull();
    }

    @Test
    void noChoiceIsTakenOnlyAsTheDefault() {
        ValueRule rule = new ValueRule(ValueRule.HOST, true, false, "a.example.com");

        assertThat(rule.objection("HOSTS", "", OFFER)).contains("does not offer");
        assertThat(rule.objection("HOSTS", " , ", OFFER)).contains("does not offer");
        assertThat(hosts(true, false).objection("HOSTS", "", AWAY)).isNull();
    }

    @Test
    void withoutForemanTheDefaultIsTakenAndWhereAnyTextIsThatToo() {
        ValueRule rule = new ValueRule(ValueRule.TEMPLATE, false, false, "Deploy Application");

        assertThat(rule.objection("TEMPLATE", "Deploy Application", AWAY)).isNull();
        assertThat(rule.objection("TEMPLATE", "Other", AWAY))
                .contains("only the default is accepted")
                .endsWith("no route to host");
        assertThat(hosts(true, true).objection("HOSTS", "c.example.com", AWAY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.example.com;reboot", "$(reboot)", "a or name ~ b", "a\nb", "-rf", "a\u0000", "\"a\"", "a*"})
    void noHostHasANameThatAShellOrASearchTakesForSomethingElse(String name) {
        assertThat(hosts(false, true).objection("HOST", name, OFFER)).contains("not a possible name");
        assertThat(hosts(false, true).offerable(Stream.of(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deploy\nApplication", "Deploy\u001b[2J", "Deploy\u202eApplication", "Deploy\u2028"})
    void noTemplateHasANameThatLooksLikeAnother(String name) {
        ValueRule rule = new ValueRule(ValueRule.TEMPLATE, false, true, "");

        assertThat(rule.objection("TEMPLATE", name, OFFER)).contains("not a possible name");
        assertThat(rule.offerable(Stream.of(name, "Paket – größer (“neu”)"))).containsExactly("Paket – größer (“neu”)");
    }

    @Test
    void aValueHasAnEnd() {
        String many = "a.example.com ".repeat(ValueRule.MOST_CHARS / 14 + 1);

        assertThat(hosts(true, true).objection("HOSTS", many, OFFER)).contains("longer than");
        assertThat(hosts(true, true).objection("HOSTS", "a".repeat(256), OFFER)).contains("not a possible name");
    }
}
