package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.OutputChunk;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkOrderTest {

    private final List<String> passedOn = new ArrayList<>();

    private static OutputChunk chunk(String text, long micros) {
        return new OutputChunk(OutputType.STDOUT, text, micros, null, null);
    }

    private ChunkOrder order(OutputChunk... chunks) {
        return ChunkOrder.of(List.of(chunks), chunk -> passedOn.add(chunk.text()));
    }

    @Test
    void an_exit_row_that_is_there_twice_is_no_output() {
        ChunkOrder order = order(chunk("one\n", 1), chunk("Exit status: 3", 2), chunk("Exit status: 3", 2));

        assertThat(passedOn).containsExactly("one\n");
        assertThat(order.exitStatus()).isEqualTo("3");
    }

    @Test
    void a_line_that_looks_like_the_exit_row_stays_output() {
        ChunkOrder order = order(chunk("Exit status: 3", 1), chunk("Exit status: 3", 2));

        assertThat(passedOn).containsExactly("Exit status: 3");
        assertThat(order.exitStatus()).isEqualTo("3");
    }

    @Test
    void a_tie_without_end_is_passed_on_piece_by_piece_and_in_each_reply_alike() {
        Set<Long> keys = new HashSet<>();
        ChunkOrder order = new ChunkOrder(chunk -> keys.add(chunk.key()));
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            order.accept(chunk("x", 1));
            most = Math.max(most, i - keys.size());
        }
        order.end();

        assertThat(most).isLessThan(50_000);
        assertThat(keys).hasSize(100_000);
    }
}
