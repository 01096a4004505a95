package io.jenkins.plugins.foreman.view;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes what the page is told: the components of a record by their names and in their order, without those that are null;
 * times are milliseconds since 1970. An iterator becomes an array that is written as it is read.
 */
final class PageJson {

    /**
     * Escapes surrogates: a chunk of output may end between the two halves of a pair, and half a pair cannot be encoded
     * as UTF-8. The browser joins them again.
     */
    private static final ObjectWriter JSON = JsonMapper.builder(
                    new JsonFactoryBuilder().highestNonEscapedChar(0xD7FF).build())
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .addModule(new SimpleModule().addSerializer(Instant.class, new Millis()))
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .build()
            .writer()
            .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private PageJson() {}

    /** @param out left open */
    static void write(@NonNull OutputStream out, @NonNull Object content) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        JSON.writeValue(writer, content);
        writer.flush();
    }

    private static final class Millis extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1L;

        Millis() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(time.toEpochMilli());
        }
    }
}
