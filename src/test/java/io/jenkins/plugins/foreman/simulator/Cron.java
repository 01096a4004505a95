package io.jenkins.plugins.foreman.simulator;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;

/** A line of cron with five fields, in UTC: numbers, ranges, lists, {@code *} and steps. */
final class Cron {

    private static final int[][] LIMITS = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 7}};

    private final String line;
    private final BitSet[] fields = new BitSet[5];

    /** @throws IllegalArgumentException when the line is not understood */
    Cron(String line) {
        this.line = line;
        String[] parts = line.trim().split("\\s+");
        if (parts.length != 5) {
            throw new IllegalArgumentException(line);
        }
        for (int i = 0; i < 5; i++) {
            fields[i] = parse(parts[i], LIMITS[i][0], LIMITS[i][1]);
        }
        if (fields[4].get(7)) {
            fields[4].set(0);
        }
    }

    private static BitSet parse(String field, int low, int high) {
        BitSet set = new BitSet();
        for (String part : field.split(",")) {
            String[] stepped = part.split("/", 2);
            String[] range = stepped[0].equals("*") ? new String[] {"" + low, "" + high} : stepped[0].split("-", 2);
            int from = Integer.parseInt(range[0]);
            int to = Integer.parseInt(range[range.length - 1]);
            int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
            if (from < low || to > high || from > to || step < 1) {
                throw new IllegalArgumentException(field);
            }
            for (int value = from; value <= to; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    String line() {
        return line;
    }

    /** The first matching minute after a point in time, in microseconds. */
    long next(long after) {
        ZonedDateTime at = Micros.instant(after).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        ZonedDateTime limit = at.plusYears(5);
        do {
            at = at.plusMinutes(1);
            if (!fields[3].get(at.getMonthValue()) || !day(at)) {
                at = at.truncatedTo(ChronoUnit.DAYS).plusDays(1).minusMinutes(1);
            } else if (fields[1].get(at.getHour()) && fields[0].get(at.getMinute())) {
                return Micros.of(at.toInstant());
            }
        } while (at.isBefore(limit));
        return Micros.NEVER;
    }

    private boolean day(ZonedDateTime at) {
        return fields[2].get(at.getDayOfMonth())
                && fields[4].get(at.getDayOfWeek().getValue() % 7);
    }
}
