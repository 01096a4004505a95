package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** What is done now and then while something takes long. */
@FunctionalInterface
interface Interlude {

    /** Output between two, as {@link OutputChunk#weight} counts. */
    int WEIGHT_BETWEEN = 1 << 20;

    /** Returns whether what takes long is still wanted. */
    boolean passes() throws IOException;

    /** Passes chunks on as long as they are wanted, and throws {@link EndedException} after that. */
    @NonNull
    default Consumer<OutputChunk> among(@NonNull Consumer<OutputChunk> chunks) {
        long[] weight = {0};
        return chunk -> {
            weight[0] += chunk.weight();
            if (weight[0] >= WEIGHT_BETWEEN) {
                weight[0] = 0;
                check();
            }
            chunks.accept(chunk);
        };
    }

    private void check() {
        try {
            if (!passes()) {
                throw new EndedException();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is not wanted any more. */
    final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndedException() {
            super(null, null, false, false);
        }
    }
}
