package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Times of output as scripts have them: seconds since 1970, as text, since a number would lose what follows the point. */
final class OutputTimes {

    private static final int MICROS = 6;

    private OutputTimes() {}

    /** In microseconds, null for none. */
    @CheckForNull
    static Long read(@CheckForNull String seconds) throws InvalidRequestException {
        if (seconds == null) {
            return null;
        }
        if (!seconds.matches("\\d{1,12}(\\.\\d{1,30})?")) {
            throw new InvalidRequestException(() -> Messages.OutputTimes_none(seconds));
        }
        return new BigDecimal(seconds)
                .setScale(MICROS, RoundingMode.DOWN)
                .unscaledValue()
                .longValueExact();
    }

    @CheckForNull
    static String write(@CheckForNull Long micros) {
        return micros == null ? null : BigDecimal.valueOf(micros, MICROS).toPlainString();
    }
}
