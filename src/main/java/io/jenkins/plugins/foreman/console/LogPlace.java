package io.jenkins.plugins.foreman.console;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.nio.ByteBuffer;

/**
 * How far the log is, noted after every line: the one thing that a console has to know. What was printed before is made
 * again from the record where it is needed, without being printed; the log itself is never asked.
 *
 * @param attempt index of the attempt that is printed; as many as there are once the lines about the end are
 * @param mode how it is printed, {@link Mode#AUTO} until something of it is
 * @param position how far its output log is printed
 * @param lines how many of the lines that follow are printed besides
 * @param news how much of the run's news is told
 * @param counted the counts that were told last
 */
record LogPlace(
        int attempt,
        @NonNull Mode mode,
        long position,
        long lines,
        long news,
        @NonNull ConsoleCounts counted) {

    static final LogPlace START = new LogPlace(0, Mode.AUTO, 0, 0, 0, ConsoleCounts.NONE);

    private static final int BYTES = 2 * Integer.BYTES + 3 * Long.BYTES + 6 * Integer.BYTES;

    @NonNull
    LogPlace afterLine() {
        return new LogPlace(attempt, mode, position, lines + 1, news, counted);
    }

    @NonNull
    LogPlace at(long newPosition) {
        return new LogPlace(attempt, mode, newPosition, 0, news, counted);
    }

    @NonNull
    LogPlace in(@NonNull Mode newMode) {
        return new LogPlace(attempt, newMode, position, lines, news, counted);
    }

    @NonNull
    LogPlace told(long newNews) {
        return new LogPlace(attempt, mode, position, lines, newNews, counted);
    }

    @NonNull
    LogPlace counted(@NonNull ConsoleCounts totals) {
        return new LogPlace(attempt, mode, position, lines, news, totals);
    }

    @NonNull
    LogPlace nextAttempt() {
        return new LogPlace(attempt + 1, Mode.AUTO, 0, 0, news, ConsoleCounts.NONE);
    }

    @NonNull
    byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putInt(attempt)
                .putInt(mode.ordinal())
                .putLong(position)
                .putLong(lines)
                .putLong(news);
        bytes.putInt(counted.total()).putInt(counted.succeeded()).putInt(counted.failed());
        bytes.putInt(counted.cancelled()).putInt(counted.running()).putInt(counted.waiting());
        return bytes.array();
    }

    /** What {@link #encode} made; where there is nothing, nothing is printed yet. */
    @NonNull
    static LogPlace decode(@CheckForNull byte[] encoded) {
        if (encoded == null || encoded.length != BYTES) {
            return START;
        }
        ByteBuffer bytes = ByteBuffer.wrap(encoded);
        int attempt = bytes.getInt();
        int mode = bytes.getInt();
        long position = bytes.getLong();
        long lines = bytes.getLong();
        long news = bytes.getLong();
        ConsoleCounts counted = new ConsoleCounts(
                bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getInt());
        return mode < 0 || mode >= Mode.values().length
                ? START
                : new LogPlace(attempt, Mode.values()[mode], position, lines, news, counted);
    }
}
