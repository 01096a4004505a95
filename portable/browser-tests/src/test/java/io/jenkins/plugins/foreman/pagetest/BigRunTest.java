package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.CDPSession;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RecordedChunk;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import io.jenkins.plugins.foreman.view.PageReply;
import io.jenkins.plugins.foreman.view.PageRequest;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * What fifty thousand hosts cost. How much output they have is set by {@code -Dpage.output.megabytes}; what was measured
 * is printed and kept in {@code target/measures.txt}.
 */
class BigRunTest extends BrowserTest {

    private static final int HOSTS = 50_000;
    private static final int MEGABYTES = Integer.getInteger("page.output.megabytes", 200);
    private static final int STEPS = 250;

    @Test
    void fiftyThousandHostsAreSeenAndScrolledQuickly() throws Exception {
        write();
        long millis = firstViewMillis();
        Search search = search();

        AtomicLong transferred = new AtomicLong();
        open("?sort=name");
        CDPSession session = context.newCDPSession(page);
        session.send("Network.enable");
        session.on(
                "Network.loadingFinished",
                (JsonObject event) ->
                        transferred.addAndGet(event.get("encodedDataLength").getAsLong()));
        page.reload();
        assertThat(page.locator(".foreman-hosts__summary")).hasText("50,000 hosts shown");
        assertThat(page.locator(".foreman-why__title")).containsText("2,500 hosts failed for 3 reasons");
        long firstView = transferred.getAndSet(0);

        page.waitForResponse("**/hosts*", () -> change());
        assertThat(row("web00001")).containsText("a new line");
        long refresh = transferred.get();

        long heap = scroll();
        String measures = String.format(
                Locale.ROOT,
                "%d hosts, %d MB of output: first view %d ms of server work, %d KB transferred; refresh %d KB; browser heap"
                        + " %d MB at most while scrolling; search in all outputs %d ms of server work to the first hit,"
                        + " %d ms in all%n",
                HOSTS,
                MEGABYTES,
                millis,
                firstView / 1024,
                refresh / 1024,
                heap >> 20,
                search.first(),
                search.all());
        System.out.print(measures);
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("measures.txt"), measures);

        assertThat(millis).as("server work in ms").isLessThan(1000);
        assertThat(search.first()).as("ms to the first hit").isLessThan(1000);
        assertThat(search.all()).as("ms for all outputs").isLessThan(5000 + 25L * MEGABYTES);
        assertThat(firstView).as("bytes of the first view").isLessThan(300 << 10);
        assertThat(refresh).as("bytes of a refresh").isLessThan(20 << 10);
        assertThat(heap).as("browser heap in bytes").isLessThan(150 << 20);
    }

    private void write() throws IOException {
        List<HostRow> hosts = new ArrayList<>();
        for (int id = 1; id <= HOSTS; id++) {
            hosts.add(HostRow.unplanned(id, String.format("web%05d.example.org", id)));
        }
        run.attempt(228, hosts);
        AttemptRecord record = run.current();
        String line =
                "Unpacking a package with quite a long name (1:2.3.4-5) over (1:2.3.4-4) ... and so on, line by line\n";
        String text = line.repeat(Math.max(1, (int) ((long) MEGABYTES * (1 << 20) / HOSTS / line.length())));
        List<HostRow> ended = new ArrayList<>();
        for (HostRow host : hosts) {
            long id = host.id();
            boolean fails = id % 20 == 0;
            String end = fails ? "E: reason " + "abc".charAt((int) (id / 20 % 3)) + " on host " + id + "\n" : "done\n";
            record.append(id, List.of(new RecordedChunk(OutputType.STDOUT, id * 1000, id, text + end, false)));
            if (id <= HOSTS - 1000) {
                ended.add(host.in(
                                HostState.RUNNING,
                                new HostFacts("proxy" + id % 9, "RedHat 9." + id % 5, "group " + id % 70),
                                start)
                        .in(fails ? HostState.ERROR : HostState.SUCCESS, HostFacts.NONE, start.plusSeconds(id % 97))
                        .completed(fails ? "1" : "0", null));
            } else if (fails) {
                ended.add(host.in(HostState.ERROR, new HostFacts("proxy1", null, null), start.plusSeconds(5)));
            }
        }
        record.putHosts(ended);
    }

    private void change() {
        try {
            run.out(1, "a new line\n");
            run.state(2, HostState.RUNNING, 90);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Processor time for all that a page asks for when it is opened, with nothing worked out before. */
    private long firstViewMillis() throws IOException {
        RunPage cold = new RunPage(new RunsView(() -> runs), RunActs.NONE);
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (PageEndpoint endpoint :
                List.of(PageEndpoint.TEXTS, PageEndpoint.SUMMARY, PageEndpoint.HOSTS, PageEndpoint.FAILURES)) {
            PageReply.Body body =
                    cold.handle(endpoint, request(Map.of("limit", "50"))).body();
            if (body != null) {
                body.writeTo(new ByteArrayOutputStream());
            }
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    }

    /** Processor time in milliseconds. */
    private record Search(long first, long all) {}

    /** Looks for what stands in one output of 60, without regard to case, with nothing read before. */
    private Search search() throws IOException {
        RunPage cold = new RunPage(new RunsView(() -> runs), RunActs.NONE);
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long first = -1;
        int hosts = 0;
        JsonObject reply = new JsonObject();
        for (boolean complete = false; !complete; ) {
            Map<String, String> at = reply.size() == 0
                    ? Map.of("q", "REASON B")
                    : Map.of(
                            "q", "REASON B",
                            "from", reply.get("next").getAsString(),
                            "offset", reply.get("offset").getAsString());
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            cold.handle(PageEndpoint.SEARCH_ALL, request(at)).body().writeTo(body);
            reply = JsonParser.parseString(body.toString(StandardCharsets.UTF_8))
                    .getAsJsonObject();
            hosts += reply.getAsJsonArray("found").size();
            first = first < 0 && hosts > 0 ? threads.getCurrentThreadCpuTime() - start : first;
            complete = reply.get("complete").getAsBoolean();
        }
        assertThat(hosts).isEqualTo(834);
        return new Search(first / 1_000_000, (threads.getCurrentThreadCpuTime() - start) / 1_000_000);
    }

    private static PageRequest request(Map<String, String> params) {
        return new PageRequest(params, Locale.ENGLISH, null);
    }

    /** Scrolls from end to end; the most memory that was in use on the way. */
    private long scroll() {
        long most = 0;
        for (int step = 1; step <= STEPS; step++) {
            page.locator(".foreman-hosts__scroller")
                    .evaluate("(it, share) => it.scrollTop = share * it.scrollHeight", (double) step / STEPS);
            String name = "web" + String.format("%05d", Math.min(HOSTS, Math.max(1, step * (HOSTS / STEPS) - 8)));
            if (step % 25 == 0) {
                assertThat(row(name)).isVisible();
            }
            Number used = (Number) page.evaluate("() => performance.memory.usedJSHeapSize");
            most = Math.max(most, used.longValue());
        }
        assertThat(row("web50000")).isVisible();
        return most;
    }
}
