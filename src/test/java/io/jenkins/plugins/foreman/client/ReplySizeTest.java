package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replies that would fill the memory of everybody. */
class ReplySizeTest {

    private final StubForeman server = new StubForeman();
    private final Foreman foreman = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    private void packed(String head, String repeated, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            byte[] piece = repeated.repeat(1000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < times / 1000; i++) {
                out.write(piece);
            }
        }
        server.reply(200, Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"), bytes.toByteArray());
    }

    @Test
    void aSmallReplyThatUnpacksToMuchIsRefused() throws Exception {
        packed("{\"results\":[", "        ", 8_000_000);

        assertThatThrownBy(() -> foreman.lookups().features())
                .isInstanceOf(ForemanException.class)
                .hasMessageContaining("more than 32 MiB");
    }

    @Test
    void aMeterHearsOfWhatIsUnpackedWhileItIsReadAndMayEndIt() throws Exception {
        packed("{\"results\":[", "        ", 8_000_000);
        AtomicLong heard = new AtomicLong();
        Foreman metered = foreman.metered(new Meter() {
            @Override
            public void request() {}

            @Override
            public void received(long bytes) {
                if (heard.addAndGet(bytes) > 1_000_000) {
                    throw new ExhaustedException(() -> "enough of it");
                }
            }
        });

        assertThatThrownBy(() -> metered.lookups().features())
                .isInstanceOfSatisfying(
                        ForemanException.class, e -> assertThat(e.kind()).isEqualTo(ForemanException.Kind.TIMEOUT))
                .hasMessageContaining("enough of it");
        assertThat(heard).hasValueBetween(1_000_000, 2_000_000);
    }

    @Test
    void aReplyOfManyPartsIsRefusedBeforeTheyFillTheMemory() throws Exception {
        packed("{\"results\":[[0", ",[]", 5_000_000);

        assertThatThrownBy(() -> foreman.lookups().bookmarks())
                .isInstanceOf(ForemanException.class)
                .hasMessageContaining("parts");
    }

    @Test
    void deepNestingIsRefused() {
        server.reply(200, "{\"results\":" + "[".repeat(150) + "]".repeat(150) + "}");

        assertThatThrownBy(() -> foreman.lookups().bookmarks())
                .isInstanceOf(ForemanException.class)
                .hasMessageContaining("does not come from Foreman");
    }

    @Test
    void ofManyTinyChunksNoMoreIsKeptThanMemoryIsMeantForThem() {
        StringBuilder reply = new StringBuilder("{\"outputs\":[");
        for (int host = 1; host <= 4; host++) {
            reply.append(host == 1 ? "" : ",")
                    .append("{\"host_id\":")
                    .append(host)
                    .append(",\"output\":[");
            reply.append("{\"output\":\"x\",\"output_type\":\"stdout\"},".repeat(60_000));
            reply.append("{\"output\":\"x\",\"output_type\":\"stdout\"}]}");
        }
        server.reply(200, reply.append("]}").toString());

        List<HostOutput> outputs = outputs();

        assertThat(outputs).extracting(HostOutput::truncated).containsExactly(false, false, true, true);
        long weight = outputs.stream()
                .flatMap(output -> output.chunks().stream())
                .mapToLong(OutputChunk::weight)
                .sum();
        assertThat(weight).isLessThanOrEqualTo(JobInvocations.MOST_KEPT);
        assertThat(new OutputChunk(OutputType.STDOUT, "x", 0, null, null).weight())
                .isGreaterThan(50);
    }

    private List<HostOutput> outputs() {
        try {
            return foreman.jobInvocations().outputs(1, List.of(1L, 2L, 3L, 4L), null, 1 << 18);
        } catch (ForemanException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aGraphOfTemplatesEndsAfterABoundedNumberOfRequests() throws Exception {
        server.reply(200, "{\"id\":1,\"name\":\"T\"}");
        StringBuilder sets = new StringBuilder();
        for (int i = 2; i < 102; i++) {
            sets.append(i == 2 ? "" : ",")
                    .append("{\"target_template_id\":")
                    .append(i)
                    .append("}");
        }
        String page = "{\"results\":[" + sets + "]}";
        for (int i = 0; i < 1100; i++) {
            server.reply(200, page);
        }

        JobTemplate template = foreman.lookups().template(1);

        assertThat(template.inputsComplete()).isFalse();
        assertThat(server.received()).hasSizeLessThanOrEqualTo(151);
    }
}
