package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lenient reading of Foreman's JSON: a field that is missing, null or of another type than it should be (numbers as
 * strings, {@code "N/A"} for a number) is null, never an error.
 */
final class Json {

    /** Bytes kept of a single string: far above any real piece of output, far below what would fill a heap. */
    static final int LONGEST_STRING = 32 * 1024 * 1024;

    /** Real answers are not a tenth as deep. */
    static final int DEEPEST = 100;

    /** Elements kept of one list. */
    static final int MOST_ELEMENTS = 200_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(2 * LONGEST_STRING)
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(1000)
                    .build())
            .build());

    private static final DateTimeFormatter RAILS_TIME = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendLiteral(' ')
            .appendPattern("[z][XX]")
            .toFormatter(Locale.ROOT);

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(JsonNode node) throws IOException {
        return MAPPER.writeValueAsBytes(node);
    }

    /** A parser that holds no more of any string than {@link #LONGEST_STRING}, and gives so many tokens. */
    static JsonParser parser(InputStream in, long mostTokens) throws IOException {
        return new CountingParser(MAPPER.createParser(new LongStringCutter(in, LONGEST_STRING)), mostTokens);
    }

    /** Whether the string that was just read is so long that its end may have been cut off. */
    static boolean isCut(JsonParser parser) {
        return parser.currentLocation().getByteOffset()
                        - parser.currentTokenLocation().getByteOffset()
                >= LONGEST_STRING;
    }

    /** The value at the parser's token as a tree; for values known to be small. */
    static JsonNode tree(JsonParser parser) throws IOException {
        return MAPPER.readTree(parser);
    }

    /** Reads the object at the parser's token field by field; anything that is no object is skipped. */
    static void fields(JsonParser parser, FieldReader reader) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            reader.read(name);
            parser.skipChildren();
        }
    }

    /** Reads the array at the parser's token element by element; anything that is no array is skipped. */
    static <T> List<T> elements(JsonParser parser, ElementReader<T> reader) throws IOException {
        List<T> elements = new ArrayList<>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return elements;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            T element = reader.read(parser);
            parser.skipChildren();
            if (element != null) {
                if (elements.size() >= MOST_ELEMENTS) {
                    throw new ReplySize.ExceededException(() -> Messages.Reply_elements(MOST_ELEMENTS));
                }
                elements.add(element);
            }
        }
        return elements;
    }

    @CheckForNull
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    @CheckForNull
    static Long number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return value.canConvertToLong() ? value.longValue() : null;
        }
        return value.isTextual() ? number(value.textValue()) : null;
    }

    @CheckForNull
    static Long number(@CheckForNull String text) {
        try {
            return text == null ? null : Long.valueOf(text.trim());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @CheckForNull
    static Integer integer(JsonNode node, String field) {
        Long number = number(node, field);
        return number == null || number != number.intValue() ? null : Integer.valueOf(number.intValue());
    }

    @CheckForNull
    static Boolean bool(JsonNode node, String field) {
        String text = text(node, field);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    static boolean isTrue(JsonNode node, String field) {
        return Boolean.TRUE.equals(bool(node, field));
    }

    @CheckForNull
    static Instant instant(JsonNode node, String field) {
        return instant(text(node, field));
    }

    /** Reads both {@code 2024-05-23 19:42:00 UTC} and ISO 8601 with an offset. */
    @CheckForNull
    static Instant instant(@CheckForNull String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            try {
                return RAILS_TIME.parse(text, Instant::from);
            } catch (DateTimeParseException alsoNot) {
                return null;
            }
        }
    }

    /** Seconds since the epoch as microseconds, rounded to the nearest; 0 when it is no number of a sensible size. */
    static long micros(@CheckForNull String seconds) {
        try {
            BigDecimal number = new BigDecimal(seconds == null ? "0" : seconds.trim());
            // guards against 1e999999999, which would be written out in full
            if (number.precision() - number.scale() > 12 || number.scale() > 1000) {
                return 0;
            }
            return number.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return 0;
        }
    }

    /** Reads the value of a field, of which the parser is at the first token: wholly or not at all. */
    @FunctionalInterface
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /** Reads the value at the parser's token, wholly or not at all; null leaves it out. */
    @FunctionalInterface
    interface ElementReader<T> {
        @CheckForNull
        T read(JsonParser parser) throws IOException;
    }
}
