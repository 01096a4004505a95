package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.PointInTime;
import io.jenkins.plugins.foreman.invocation.Threshold;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What people write for the values of options. Whatever else they write is told in words, and never by a class. */
final class Converters {

    private static final int MOST = 1_000_000_000;

    private Converters() {}

    private static int number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below in the same words
        }
        String range = most == MOST ? least + " or more" : "from " + least + " to " + most;
        throw new TypeConversionException("\"" + text + "\" is not a whole number, " + range + ".");
    }

    /** 0 or more. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        @NonNull
        public Integer convert(String text) {
            return number(text, 0, MOST);
        }
    }

    /** 1 or more. */
    static final class Positive implements ITypeConverter<Integer> {
        @Override
        @NonNull
        public Integer convert(String text) {
            return number(text, 1, MOST);
        }
    }

    /** A port of this machine, 0 for a free one. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        @NonNull
        public Integer convert(String text) {
            return number(text, 0, 65_535);
        }
    }

    /** Seconds, 1 or more. */
    static final class Seconds implements ITypeConverter<Duration> {
        @Override
        @NonNull
        public Duration convert(String text) {
            return Duration.ofSeconds(number(text, 1, MOST));
        }
    }

    /** How many times as fast. */
    static final class Speed implements ITypeConverter<Double> {
        @Override
        @NonNull
        public Double convert(String text) {
            try {
                double speed = Double.parseDouble(text.strip());
                if (speed > 0 && speed <= 10_000) {
                    return speed;
                }
            } catch (NumberFormatException e) {
                // said below in the same words
            }
            throw new TypeConversionException("\"" + text + "\" is not a number, more than 0 and at most 10000.");
        }
    }

    /** A time as the steps of the plugin take it, too. */
    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return PointInTime.parse(text);
            } catch (InvalidRequestException e) {
                throw new TypeConversionException(
                        "\"" + text + "\" is not a point in time. Write it as 2030-12-24T18:00:00Z,"
                                + " or as 2030-12-24 18:00 in the time zone of this machine.");
            }
        }
    }

    /** {@code 5} or {@code 10%}. */
    static final class HostShare implements ITypeConverter<Threshold> {
        @Override
        public Threshold convert(String text) {
            try {
                return Threshold.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
