package io.jenkins.plugins.foreman.record;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

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
                    .addDeserializer(Instant.class, new InstantReader()))
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
}
