package io.jenkins.plugins.foreman.invocation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.OutputChunk;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InterludeTest {

    @Test
    void chunksWithoutAWordCountToo() {
        Consumer<OutputChunk> chunks = ((Interlude) () -> false).among(chunk -> {});

        assertThatThrownBy(() -> {
                    for (long id = 0; id < 2_000_000; id++) {
                        chunks.accept(new OutputChunk(OutputType.STDOUT, "", id, id, null));
                    }
                })
                .isInstanceOf(Interlude.EndedException.class);
    }
}
