package io.jenkins.plugins.foreman.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as microseconds of the epoch: what Foreman's timestamps are exact to, and cheap to keep by the thousand. */
final class Micros {

    /** Later than everything: has not happened and will not. */
    static final long NEVER = Long.MAX_VALUE;

    static final long SECOND = 1_000_000L;
    static final long MILLI = 1_000L;

    private static final DateTimeFormatter RABL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Micros() {}

    static long of(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano() / 1000;
    }

    static long of(Duration duration) {
        return duration.toSeconds() * SECOND + duration.getNano() / 1000;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1000);
    }

    /** The form of most fields: {@code 2026-11-24 00:15:00 UTC}. */
    static String rabl(long micros) {
        return micros == NEVER ? null : RABL.format(instant(micros));
    }

    /** The form of {@code start_at} beside delayed output: {@code 2031-05-05T10:30:00.000Z}. */
    static String iso(long micros) {
        return micros == NEVER ? null : ISO.format(instant(micros));
    }

    /** Seconds with a fraction, as in output lines. */
    static BigDecimal seconds(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }

    /** What Ruby's {@code to_f} makes of the timestamp, for comparing with {@code since}. */
    static double asDouble(long micros) {
        return micros / 1e6;
    }

    static long plus(long micros, long add) {
        return micros == NEVER ? NEVER : micros + add;
    }
}
