package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.function.Supplier;

/**
 * How much a reply may be before it is taken for one that no Foreman makes: what is kept of it must not fill the memory of
 * all who talk to other servers.
 */
enum ReplySize {
    /** Of which most is kept. */
    ORDINARY(32L << 20, 500_000, false),
    /** A job with all its hosts in one reply: a hundred thousand of them. */
    HOSTS(128L << 20, 5_000_000, false),
    /** Output of several hosts, which is passed over piece by piece where it is more than is kept. */
    OUTPUTS(16L << 30, Long.MAX_VALUE, false),
    /** Output of one host, which is passed on piece by piece. */
    OUTPUT(16L << 30, Long.MAX_VALUE, true);

    private final long bytes;
    private final long tokens;
    private final boolean mayTakeLonger;

    ReplySize(long bytes, long tokens, boolean mayTakeLonger) {
        this.bytes = bytes;
        this.tokens = tokens;
        this.mayTakeLonger = mayTakeLonger;
    }

    /** Once they are unpacked. */
    long bytes() {
        return bytes;
    }

    /** Values, names and brackets of JSON that are looked at. */
    long tokens() {
        return tokens;
    }

    /** Whether it may take longer than other replies, as long as it comes fast. */
    boolean mayTakeLonger() {
        return mayTakeLonger;
    }

    /** A reply that is more than that. */
    static final class ExceededException extends WordedException {
        private static final long serialVersionUID = 1L;

        ExceededException(@NonNull Supplier<String> what) {
            super(what);
        }
    }
}
