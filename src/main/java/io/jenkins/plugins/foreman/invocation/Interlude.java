package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.OutputChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** What is done now and then while something takes long. */
@FunctionalInterface
interface Interlude {

    /** Characters of output between two. */
    int CHARS_BETWEEN = 1 << 20;

    /** Returns whether what takes long is still wanted. */
    boolean passes() throws IOException;

    /** Passes chunks on as long as they are wanted, and throws {@link EndedException} after that. */
    @NonNull
    default Consumer<OutputChunk> among(@NonNull Consumer<OutputChunk> chunks) {
        long[] chars = {0};
        return chunk -> {
            chars[0] += chunk.text().length();
            if (chars[0] >= CHARS_BETWEEN) {
                chars[0] = 0;
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
