package io.jenkins.plugins.foreman.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays exchanges with a real Foreman: status, shape and meaning of the simulator's answers are the same. */
class RecordingTest {

    private static Map<RecordedExchange, List<String>> differences;
    private static JsonNode exceptions;

    @BeforeAll
    static void replay() throws Exception {
        exceptions = RecordedExchange.resource("not-compared.json");
        differences = new RecordingReplay().run(RecordedExchange.all());
    }

    @TestFactory
    Stream<DynamicTest> answersAsTheRealServerDid() {
        return differences.entrySet().stream()
                .filter(entry -> !exceptions.path(entry.getKey().id()).isTextual())
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().id(),
                        () -> assertThat(unexpected(entry.getKey(), entry.getValue()))
                                .as(entry.getKey().path())
                                .isEmpty()));
    }

    /** An exception is for a whole exchange or, by an expression, for some fields of it. */
    private static List<String> unexpected(RecordedExchange exchange, List<String> found) {
        List<String> unexpected = new ArrayList<>(found);
        exceptions
                .path(exchange.id())
                .fieldNames()
                .forEachRemaining(
                        path -> unexpected.removeIf(difference -> difference.matches("(?s)(?:" + path + "): .*")));
        return unexpected;
    }

    @Test
    void everyExceptionIsStillNeeded() {
        Map<String, List<String>> byId = new HashMap<>();
        differences.forEach((exchange, found) -> byId.put(exchange.id(), found));

        assertThat(exceptions.properties())
                .allSatisfy(exception -> assertThat(byId.get(exception.getKey()))
                        .as(exception.getKey())
                        .isNotEmpty());
    }
}
