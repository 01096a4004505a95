package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Sentence;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Writes and reads a run's head: the components of {@link RunHead} by their names, so that a new one needs nothing here.
 * Null is left out; what this version does not know is passed over.
 */
final class RunHeadJson {

    /** Escapes everything but ASCII, since half a surrogate pair in a message must not stop the run. */
    private static final ObjectMapper JSON = JsonMapper.builder(
                    new JsonFactoryBuilder().highestNonEscapedChar(127).build())
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantReader())
                    .addSerializer(Sentence.class, new SentenceWriter())
                    .addDeserializer(Sentence.class, new SentenceReader()))
            .withConfigOverride(
                    List.class,
                    // records of earlier versions lack some
                    list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL)))
            .defaultPropertyInclusion(JsonInclude.Value.ALL_NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private RunHeadJson() {}

    @NonNull
    static byte[] encode(@NonNull RunHead head) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("version", 1);
        json.setAll(JSON.<ObjectNode>valueToTree(head));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    @NonNull
    static RunHead decode(@NonNull byte[] bytes) throws IOException {
        try {
            RunHead head = JSON.readValue(bytes, RunHead.class);
            if (head == null) {
                throw new IOException("The head of a recorded run is empty");
            }
            return head;
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IOException("The head of a recorded run cannot be read: " + e.getMessage(), e);
        }
    }

    private static final class InstantReader extends FromStringDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String text, DeserializationContext context) {
            return Instant.parse(text);
        }
    }

    /** What is the same in all languages is a text, as everything was in earlier versions. */
    private static final class SentenceWriter extends StdSerializer<Sentence> {

        private static final long serialVersionUID = 1L;

        SentenceWriter() {
            super(Sentence.class);
        }

        @Override
        public void serialize(Sentence sentence, JsonGenerator json, SerializerProvider provider) throws IOException {
            Map<String, String> words = new TreeMap<>(sentence.words());
            json.writePOJO(words.size() == 1 ? words.values().iterator().next() : words);
        }
    }

    private static final class SentenceReader extends StdDeserializer<Sentence> {

        private static final long serialVersionUID = 1L;

        SentenceReader() {
            super(Sentence.class);
        }

        @Override
        public Sentence deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartObjectToken()) {
                return Sentence.plain(json.readValueAs(String.class));
            }
            Map<String, String> words = json.readValueAs(new TypeReference<Map<String, String>>() {});
            words.values().removeIf(Objects::isNull);
            if (words.isEmpty()) {
                throw context.instantiationException(Sentence.class, "it has no words");
            }
            return new Sentence(words);
        }
    }
}
