package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

    private record Thing(int id, String name, String group) {}

    private static final Thing WEB = new Thing(7, "web01.example.com", "web");

    private static final SearchFields<Thing> FIELDS = new SearchFields<Thing>()
            .integer("id", Thing::id)
            .freeText("name", Thing::name)
            .text("group", Thing::group)
            .text("none", thing -> null);

    private static boolean matches(String query) {
        return Search.compile(query, FIELDS).test(WEB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id = 7",
                "id=7",
                "name ~ WEB",
                "name ~ w*01.example.com",
                "name ~ w%com",
                "name !~ db",
                "name != other",
                "name ^ (db01.example.com, web01.example.com)",
                "name ^ (db01.example.com,web01.example.com)",
                "id ^ (1,7)",
                "id !^ (1,2)",
                "id > 6 and id <= 7",
                "group = web and name ~ web",
                "group = db or name ~ web",
                "(group = db) or (name ~ web)",
                "not group = db",
                "has group",
                "null? none",
                "web01",
                "\"web01\"",
                "name = \"web01.example.com\"",
                "web01 example",
                "group = db and group = x or name ~ web or id = 7 and not id = 8"
            })
    void finds(String query) {
        boolean groupsToTheRight = query.startsWith("group = db and");

        assertThat(matches(query)).isEqualTo(!groupsToTheRight);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 8",
                "name = web01",
                "name ~ db",
                "name ^ ()",
                "name ^ (db01.example.com)",
                "not name ~ web",
                "has none",
                "group = db",
                "nosuchword",
                "web01 db"
            })
    void findsNothing(String query) {
        assertThat(matches(query)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bogus = 1|Field 'bogus' not recognized for searching!",
                "name = = x and|Value expected but found :eq",
                "name = (web|Value expected but found :lparen",
                "id = abc|Value 'abc' is not valid for field 'id'",
                "name =|Value expected but found nil"
            })
    void refuses(String query, String message) {
        assertThatThrownBy(() -> matches(query)).hasMessage(message);
    }

    @Test
    void aQuotedValueMayContainAQuote() {
        assertThat(Search.compile("name = \"a \\\"b\\\"\"", FIELDS).test(new Thing(1, "a \"b\"", "x")))
                .isTrue();
    }
}
