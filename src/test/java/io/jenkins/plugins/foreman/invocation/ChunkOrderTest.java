package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.OutputChunk;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkOrderTest {

    private final List<String> passedOn = new ArrayList<>();

    private static OutputChunk chunk(String text, long micros) {
        return new OutputChunk(OutputType.STDOUT, text, micros, null, null);
    }

    private ChunkOrder order(OutputChunk... chunks) {
        return ChunkOrder.of(true, List.of(chunks), chunk -> passedOn.add(chunk.text()));
    }

    @Test
    void anExitRowThatIsThereTwiceIsNoOutput() {
        ChunkOrder order = order(chunk("one\n", 1), chunk("Exit status: 3", 2), chunk("Exit status: 3", 2));

        assertThat(passedOn).containsExactly("one\n");
        assertThat(order.exitStatus()).isEqualTo("3");
    }

    @Test
    void aLineThatLooksLikeTheExitRowStaysOutput() {
        ChunkOrder order = order(chunk("Exit status: 3", 1), chunk("Exit status: 3", 2));

        assertThat(passedOn).containsExactly("Exit status: 3");
        assertThat(order.exitStatus()).isEqualTo("3");
    }

    @Test
    void aReplyThatIsNotLongIsSortedByTimeAsServersBefore13Need() {
        ChunkOrder order = new ChunkOrder(true, chunk -> passedOn.add(chunk.text()));
        order.accept(chunk("two", 2));
        order.accept(chunk("one", 1));
        order.end();

        assertThat(passedOn).containsExactly("one", "two");
    }

    @Test
    void whatAHostWritesWhileItRunsIsPassedOnBeforeTheReplyEnds() {
        ChunkOrder order = new ChunkOrder(false, chunk -> passedOn.add(chunk.text()));
        order.accept(chunk("one", 1));
        order.accept(chunk("two", 2));

        assertThat(passedOn).containsExactly("one");
    }

    @Test
    void aTieWithoutEndIsPassedOnPieceByPieceAndInEachReplyAlike() {
        Set<Long> keys = new HashSet<>();
        ChunkOrder order = new ChunkOrder(true, chunk -> keys.add(chunk.key()));
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            order.accept(chunk("x", 1));
            most = Math.max(most, i - keys.size());
        }
        order.end();

        assertThat(most).isLessThan(50_000);
        assertThat(keys).hasSize(100_000);
    }

    @Test
    void chunksOfOneTimeAreInTheOrderOfTheirRowsWhateverElseIsOfThatTime() {
        OutputChunk message =
                new OutputChunk(OutputType.DEBUG, "Initialization error: RestClient::NotFound", 1, null, null);
        List<OutputChunk> rows =
                List.of(message, row(11, "one"), row(12, "two"), row(13, "three"), row(14, "four"), row(15, "five"));
        for (int seed = 0; seed < 50; seed++) {
            List<OutputChunk> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, new Random(seed));
            passedOn.clear();

            order(shuffled.toArray(OutputChunk[]::new));

            assertThat(passedOn)
                    .containsExactly(
                            "Initialization error: RestClient::NotFound\n", "one", "two", "three", "four", "five");
        }
    }

    @Test
    void aMessageWithoutAnIdCountsWhenTheHostHasEndedAndNotBefore() {
        OutputChunk message = new OutputChunk(OutputType.DEBUG, "Initialization error", 1, null, null);
        for (List<OutputChunk> rows :
                List.of(List.of(message), List.of(message, row(11, "one")), List.of(row(11, "one"), message))) {
            passedOn.clear();
            ChunkOrder.of(false, rows, chunk -> passedOn.add(chunk.text()));
            assertThat(passedOn).doesNotContain("Initialization error\n");
            ChunkOrder.of(true, rows, chunk -> passedOn.add(chunk.text()));
            assertThat(passedOn).contains("Initialization error\n");
        }
    }

    private static OutputChunk row(long id, String text) {
        return new OutputChunk(OutputType.STDOUT, text, 1, id, Long.toString(id));
    }
}
