package io.jenkins.plugins.foreman.simulator;

import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * What one host does when a job runs on it. Immutable. All times are offsets from the moment the host's smart proxy
 * starts the run.
 */
public final class HostScript {

    /** How a run ends, or why it does not. */
    public enum Ending {
        /** The script ends and its exit status is known. */
        EXIT,
        /** The proxy could not run the script; its exit status reads "EXCEPTION" (seen as such in REX's sources). */
        EXCEPTION,
        /** No proxy serves the host: it fails at planning, without exit status. */
        NO_PROXY,
        /** The template does not render for the host: it fails at planning, without exit status. */
        RENDER_ERROR,
        /** The proxy forgets the task: it fails without exit status. */
        PROXY_GONE,
        /** The task pauses when the script ends: it shows as error, stays unfinished, and so does the job. */
        PAUSED,
        /** The script runs for ever. */
        NEVER
    }

    /**
     * A piece of output. It is what one read returned, not a line: it may end in the middle of one.
     *
     * @param offset when the piece becomes visible
     * @param timestamp what its timestamp says, as an offset from the start; may be before or after {@code offset}
     */
    public record Chunk(Duration offset, Duration timestamp, OutputType type, String text) {}

    private final List<Chunk> chunks;
    private final Duration duration;
    private final int exitStatus;
    private final Ending ending;
    private final String reason;
    private final boolean pull;
    private final boolean ignoresCancel;
    private final Duration clockSkew;

    private HostScript(Builder builder) {
        this.chunks = builder.generated != null ? builder.generated : List.copyOf(builder.chunks);
        this.duration =
                builder.duration != null ? builder.duration : lastOffset(chunks).plusMillis(200);
        this.exitStatus = builder.exitStatus;
        this.ending = builder.ending;
        this.reason = builder.reason;
        this.pull = builder.pull;
        this.ignoresCancel = builder.ignoresCancel;
        this.clockSkew = builder.clockSkew;
    }

    private static Duration lastOffset(List<Chunk> chunks) {
        return chunks.isEmpty() ? Duration.ZERO : chunks.get(chunks.size() - 1).offset();
    }

    /** A script to fill in; without anything it prints nothing and exits with 0 after 200 ms. */
    public static Builder builder() {
        return new Builder();
    }

    /** A script that prints each text, whole lines as given, one every {@code interval}, and exits with the status. */
    public static HostScript lines(Duration interval, int exitStatus, String... lines) {
        Builder builder = builder().exit(exitStatus);
        for (int i = 0; i < lines.length; i++) {
            builder.stdout(interval.multipliedBy(i), lines[i]);
        }
        return builder.build();
    }

    /** A host that cannot be reached: a debug row says so, the exit status is EXCEPTION. */
    public static HostScript unreachable() {
        return builder()
                .chunk(
                        Duration.ofSeconds(3),
                        OutputType.DEBUG,
                        "Error initializing command: RuntimeError - Could not establish connection to remote host using"
                                + " any available authentication method, tried publickey")
                .exception()
                .build();
    }

    /** A host that no smart proxy serves. */
    public static HostScript noProxy() {
        return builder()
                .ending(
                        Ending.NO_PROXY,
                        "RuntimeError: Could not use any proxy for the SSH job. Consider configuring"
                                + " remote_execution_global_proxy, remote_execution_fallback_proxy in settings")
                .build();
    }

    /** A host for which the template cannot be rendered. */
    public static HostScript renderError(String message) {
        return builder()
                .ending(
                        Ending.RENDER_ERROR,
                        "RuntimeError: Failed rendering template: error during rendering: " + message)
                .build();
    }

    List<Chunk> chunks() {
        return chunks;
    }

    Duration duration() {
        return duration;
    }

    int exitStatus() {
        return exitStatus;
    }

    Ending ending() {
        return ending;
    }

    String reason() {
        return reason;
    }

    boolean pull() {
        return pull;
    }

    boolean ignoresCancel() {
        return ignoresCancel;
    }

    Duration clockSkew() {
        return clockSkew;
    }

    boolean failsAtPlanning() {
        return ending == Ending.NO_PROXY || ending == Ending.RENDER_ERROR;
    }

    boolean succeeds() {
        return ending == Ending.EXIT && exitStatus == 0;
    }

    /** Builds a {@link HostScript}. Not thread-safe. */
    public static final class Builder {
        private final List<Chunk> chunks = new ArrayList<>();
        private List<Chunk> generated;
        private Duration duration;
        private int exitStatus;
        private Ending ending = Ending.EXIT;
        private String reason;
        private boolean pull;
        private boolean ignoresCancel;
        private Duration clockSkew = Duration.ZERO;

        private Builder() {}

        /** Adds a piece of output whose timestamp is the moment it appears. */
        public Builder chunk(Duration offset, OutputType type, String text) {
            chunks.add(new Chunk(offset, offset, type, text));
            return this;
        }

        /** Adds a piece to standard output. */
        public Builder stdout(Duration offset, String text) {
            return chunk(offset, OutputType.STDOUT, text);
        }

        /** Adds a piece to standard error. */
        public Builder stderr(Duration offset, String text) {
            return chunk(offset, OutputType.STDERR, text);
        }

        /**
         * Adds a piece that shows at {@code offset} but says it is of {@code timestamp}: late rows, ties, jumps of the
         * clock. Pieces are kept in the order in which they are added.
         */
        public Builder chunkAt(Duration offset, Duration timestamp, OutputType type, String text) {
            chunks.add(new Chunk(offset, timestamp, type, text));
            return this;
        }

        /**
         * Output that is made when it is read, for runs too large to keep.
         *
         * @param count number of pieces; replaces all that were added
         * @param interval between two pieces
         * @param text text of the piece with the given number, from 0
         */
        public Builder generated(int count, Duration interval, IntFunction<String> text) {
            generated = new GeneratedChunks(count, interval, text);
            return this;
        }

        /** How long the run takes; by default until 200 ms after the last piece. */
        public Builder duration(Duration value) {
            duration = value;
            return this;
        }

        /** The exit status, 0 for success. */
        public Builder exit(int status) {
            exitStatus = status;
            ending = Ending.EXIT;
            return this;
        }

        /** The proxy fails to run the script: exit status EXCEPTION. */
        public Builder exception() {
            ending = Ending.EXCEPTION;
            return this;
        }

        /** The proxy forgets the task at the end: no exit status. */
        public Builder proxyGone() {
            return ending(Ending.PROXY_GONE, "RuntimeError: Proxy task gone missing from the smart proxy");
        }

        /** The task pauses at the end. */
        public Builder paused() {
            ending = Ending.PAUSED;
            return this;
        }

        /** The run never ends by itself. */
        public Builder never() {
            ending = Ending.NEVER;
            return this;
        }

        /** An ending with the text of the debug row that tells why. */
        public Builder ending(Ending value, String why) {
            ending = value;
            reason = why;
            return this;
        }

        /** Nothing shows until the end, as with hosts that pull their jobs and report when done. */
        public Builder pull() {
            pull = true;
            return this;
        }

        /** The script survives a soft cancel. */
        public Builder ignoresCancel() {
            ignoresCancel = true;
            return this;
        }

        /** Added to every timestamp of this host's output: its clock, or its proxy's, is off by that much. */
        public Builder clockSkew(Duration skew) {
            clockSkew = skew;
            return this;
        }

        public HostScript build() {
            return new HostScript(this);
        }
    }

    private static final class GeneratedChunks extends AbstractList<Chunk> implements RandomAccess {
        private final int count;
        private final Duration interval;
        private final IntFunction<String> text;

        GeneratedChunks(int count, Duration interval, IntFunction<String> text) {
            this.count = count;
            this.interval = interval;
            this.text = text;
        }

        @Override
        public Chunk get(int index) {
            Duration offset = interval.multipliedBy(index);
            return new Chunk(offset, offset, OutputType.STDOUT, text.apply(index));
        }

        @Override
        public int size() {
            return count;
        }
    }
}
