package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostOutputReaderTest {

    private static final int MEGABYTE = 1024 * 1024;

    @ParameterizedTest
    @CsvSource({
        "1795478413.025882, 1795478413025882",
        "1795478415.0551639, 1795478415055164",
        "1795479369.3404381, 1795479369340438",
        "1795478414.03295, 1795478414032950",
        "1795478414, 1795478414000000",
        "1.795478414061219E9, 1795478414061219",
        "17954784140612190e-7, 1795478414061219",
        "0.0000005, 1",
        "-1.5, -1500000",
        "1e999999, 0",
        "1e-999999, 0",
        "'\"1795478413.025882\"', 1795478413025882",
        "'\" 1795478413.5 \"', 1795478413500000",
        "'\"soon\"', 0",
        "null, 0",
        "true, 0",
        "'[1,2]', 0",
    })
    void secondsBecomeMicrosecondsExactly(String json, long micros) throws Exception {
        List<OutputChunk> chunks = stream("{\"output\":[{\"timestamp\":" + json + "}]}");

        assertThat(chunks)
                .singleElement()
                .extracting(OutputChunk::timestampMicros)
                .isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "stdout, STDOUT",
        "stderr, STDERR",
        "debug, DEBUG",
        "STDOUT, STDOUT",
        "something, DEBUG",
    })
    void anUnknownTypeIsDebug(String name, OutputType type) throws Exception {
        assertThat(stream("{\"output\":[{\"output_type\":\"" + name + "\"}]}"))
                .singleElement()
                .extracting(OutputChunk::type)
                .isEqualTo(type);
    }

    @Test
    void theProxysIdWinsOverTheOlderSequenceNumber() throws Exception {
        List<OutputChunk> chunks = stream("{\"output\":[{\"external_id\":\"e\",\"sequence_id\":3},"
                + "{\"external_id\":null,\"sequence_id\":3},{\"external_id\":7},{}]}");

        assertThat(chunks).extracting(OutputChunk::externalId).containsExactly("e", "3", "7", null);
    }

    @Test
    void whatLiesAboutItsTypeIsReadAllTheSame() throws Exception {
        List<OutputChunk> chunks = stream("{\"complete\":\"true\",\"output\":["
                + "{\"id\":\"12\",\"output\":5,\"meta\":{\"a\":[1]},\"output_type\":null},null,\"text\",[1],"
                + "{\"id\":{},\"output\":null}],\"delayed\":true,\"start_at\":17}");

        assertThat(chunks)
                .containsExactly(
                        new OutputChunk(OutputType.DEBUG, "5", 0, 12L, null),
                        new OutputChunk(OutputType.DEBUG, "", 0, null, null),
                        new OutputChunk(OutputType.DEBUG, "text", 0, null, null),
                        new OutputChunk(OutputType.DEBUG, "", 0, null, null),
                        new OutputChunk(OutputType.DEBUG, "", 0, null, null));
    }

    @Test
    void noOutputIsNone() throws Exception {
        assertThat(stream("{\"complete\":false,\"refresh\":true,\"output\":null}"))
                .isEmpty();
        assertThat(stream("{}")).isEmpty();
    }

    @Test
    void halvesOfACharacterMayStandInTwoChunks() throws Exception {
        List<OutputChunk> chunks = stream("{\"output\":[{\"output\":\"\\ud83d\"},{\"output\":\"\\ude00\\u0000\"}]}");

        assertThat(chunks.get(0).text() + chunks.get(1).text()).isEqualTo("😀\0");
    }

    @Test
    void eachHostKeepsItsWholeChunksUpToTheLimit() throws Exception {
        List<HostOutput> outputs = several(
                "{\"outputs\":[" + entry(1, "abc", "de", "f") + "," + entry(2, "abcdefg", "h") + "," + entry(3, "abcd")
                        + "]}",
                5);

        assertThat(outputs).extracting(HostOutput::hostId).containsExactly(1L, 2L, 3L);
        assertThat(outputs).extracting(HostOutput::truncated).containsExactly(true, true, false);
        assertThat(outputs.get(0).chunks()).extracting(OutputChunk::text).containsExactly("abc", "de");
        assertThat(outputs.get(1).chunks()).isEmpty();
        assertThat(outputs.get(2).chunks()).extracting(OutputChunk::text).containsExactly("abcd");
        assertThat(outputs).allMatch(HostOutput::complete);
    }

    @Test
    void fiftyMegabytesOfOneHostPassWithoutBeingHeld() throws Exception {
        String line = "{\"output_type\":\"stdout\",\"output\":\"" + "x".repeat(1000) + "\",\"timestamp\":1.5}";
        InputStream reply = repeated("{\"complete\":true,\"output\":[" + line, "," + line, 50_000, "]}");
        AtomicLong characters = new AtomicLong();
        AtomicLong most = new AtomicLong();

        HostOutput output = stream(reply, chunk -> {
            if (characters.addAndGet(chunk.text().length()) % (5 * MEGABYTE) < 1000) {
                most.accumulateAndGet(usedHeapAfterCollection(), Math::max);
            }
        });

        assertThat(characters).hasValue(50_001_000L);
        assertThat(output.complete()).isTrue();
        assertThat(output.truncated()).isFalse();
        assertThat(most.get()).isLessThan(usedHeapAfterCollection() + 20 * MEGABYTE);
    }

    @Test
    void aHostBeyondTheLimitIsPassedOverWithoutBeingHeld() throws Exception {
        String line = "{\"output\":\"" + "x".repeat(1000) + "\"}";
        InputStream reply = repeated(
                "{\"outputs\":[{\"output\":[" + line, "," + line, 50_000, "],\"host_id\":1}," + entry(2, "y") + "]}");

        List<HostOutput> outputs;
        try (JsonParser parser = Json.parser(reply, ReplySize.OUTPUT.tokens())) {
            parser.nextToken();
            outputs = HostOutputReader.several(parser, 10_000);
        }

        assertThat(outputs.get(0).chunks()).hasSize(10);
        assertThat(outputs.get(0).truncated()).isTrue();
        assertThat(outputs.get(1).chunks()).hasSize(1);
        assertThat(outputs.get(1).truncated()).isFalse();
    }

    @Test
    void aSingleChunkOfFiftyMegabytesIsCutAndSaysSo() throws Exception {
        InputStream reply =
                repeated("{\"output\":[{\"output\":\"", "x".repeat(1000), 50_000, "\"},{\"output\":\"y\"}]}");
        List<Integer> lengths = new ArrayList<>();

        HostOutput output = stream(reply, chunk -> lengths.add(chunk.text().length()));

        assertThat(lengths).containsExactly(Json.LONGEST_STRING, 1);
        assertThat(output.truncated()).isTrue();
    }

    private static long usedHeapAfterCollection() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static InputStream repeated(String start, String middle, int times, String end) {
        IntFunction<InputStream> bytes = i -> bytes(i == 0 ? start : i <= times ? middle : end);
        return new SequenceInputStream(Collections.enumeration(new java.util.AbstractList<InputStream>() {
            @Override
            public InputStream get(int index) {
                return bytes.apply(index);
            }

            @Override
            public int size() {
                return times + 2;
            }
        }));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String entry(int host, String... texts) {
        String chunks = IntStream.range(0, texts.length)
                .mapToObj(i -> "{\"output\":\"" + texts[i] + "\",\"timestamp\":" + i + "}")
                .collect(Collectors.joining(","));
        return "{\"complete\":true,\"refresh\":false,\"output\":[" + chunks + "],\"host_id\":" + host + "}";
    }

    private static List<OutputChunk> stream(String json) throws IOException {
        List<OutputChunk> chunks = new ArrayList<>();
        stream(bytes(json), chunks::add);
        return chunks;
    }

    private static HostOutput stream(InputStream json, Consumer<OutputChunk> chunks) throws IOException {
        try (JsonParser parser = Json.parser(json, ReplySize.OUTPUT.tokens())) {
            parser.nextToken();
            return HostOutputReader.stream(parser, 1, chunks);
        }
    }

    private static List<HostOutput> several(String json, int limit) throws IOException {
        try (JsonParser parser = Json.parser(bytes(json), ReplySize.OUTPUT.tokens())) {
            parser.nextToken();
            return HostOutputReader.several(parser, limit);
        }
    }
}
