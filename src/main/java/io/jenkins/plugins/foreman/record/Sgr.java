package io.jenkins.plugins.foreman.record;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * How a terminal shows text: colours and attributes as set by "select graphic rendition" sequences. Concealed text is not
 * among them, since nothing may hide in a log.
 *
 * @param attributes a bit for each attribute, by its number
 * @param foreground parameters that set the colour, empty for the default
 * @param background the same
 */
record Sgr(
        int attributes, @NonNull String foreground, @NonNull String background) {

    static final Sgr DEFAULT = new Sgr(0, "", "");

    private static final int BOLD = 1 << 1;
    private static final int FAINT = 1 << 2;
    private static final int UNDERLINED = 1 << 4;
    private static final int BLINKING = 1 << 5 | 1 << 6;

    /** The style after a sequence with these parameters; what is not understood changes nothing. */
    @NonNull
    Sgr apply(@NonNull String parameters) {
        Sgr style = this;
        String[] codes = parameters.split(";", -1);
        for (int i = 0; i < codes.length; i++) {
            String code = codes[i];
            if (code.equals("38") || code.equals("48")) {
                int used = colourParameters(codes, i + 1);
                if (used == 0) {
                    return style; // what follows could mean anything
                }
                String colour = String.join(";", Arrays.asList(codes).subList(i, i + 1 + used));
                style = code.equals("38") ? style.foreground(colour) : style.background(colour);
                i += used;
            } else {
                style = style.apply1(code);
            }
        }
        return style;
    }

    /** How many parameters of an extended colour follow, 0 when it is not one. */
    private static int colourParameters(String[] codes, int from) {
        int wanted = from >= codes.length ? 0 : codes[from].equals("5") ? 2 : codes[from].equals("2") ? 4 : 0;
        return from + wanted <= codes.length ? wanted : 0;
    }

    private Sgr apply1(String code) {
        int colon = code.indexOf(':');
        if (colon >= 0) {
            return switch (code.substring(0, colon)) {
                case "4" -> code.equals("4:0") ? without(UNDERLINED) : with(UNDERLINED);
                case "38" -> foreground(code);
                case "48" -> background(code);
                default -> this;
            };
        }
        if (code.length() > 3) {
            return this;
        }
        int number = code.isEmpty() ? 0 : Integer.parseInt(code);
        return switch (number) {
            case 0 -> DEFAULT;
            case 1, 2, 3, 4, 5, 6, 7, 9 -> with(1 << number);
            case 21 -> with(UNDERLINED);
            case 22 -> without(BOLD | FAINT);
            case 23, 24, 27, 29 -> without(1 << (number - 20));
            case 25 -> without(BLINKING);
            case 39 -> foreground("");
            case 49 -> background("");
            default -> {
                int hue = number % 10;
                int group = number - hue;
                if (hue < 8 && (group == 30 || group == 90)) {
                    yield foreground(code);
                }
                yield hue < 8 && (group == 40 || group == 100) ? background(code) : this;
            }
        };
    }

    private Sgr with(int bits) {
        return new Sgr(attributes | bits, foreground, background);
    }

    private Sgr without(int bits) {
        return new Sgr(attributes & ~bits, foreground, background);
    }

    private Sgr foreground(String colour) {
        return new Sgr(attributes, colour, background);
    }

    private Sgr background(String colour) {
        return new Sgr(attributes, foreground, colour);
    }

    /** The sequence that changes a terminal from one style to this one; empty when they are equal. */
    @NonNull
    String from(@NonNull Sgr before) {
        if (equals(before)) {
            return "";
        }
        StringJoiner parameters = new StringJoiner(";", "\u001b[", "m");
        if (!before.equals(DEFAULT)) {
            parameters.add("0");
        }
        for (int number = 1; number < 10; number++) {
            if ((attributes & 1 << number) != 0) {
                parameters.add(Integer.toString(number));
            }
        }
        if (!foreground.isEmpty()) {
            parameters.add(foreground);
        }
        if (!background.isEmpty()) {
            parameters.add(background);
        }
        return parameters.toString();
    }
}
