package io.jenkins.plugins.foreman.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.HostState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class JUnitReportTest {

    private static final Instant START = Instant.parse("2026-08-01T10:00:00Z");

    @TempDir
    private Path directory;

    private SampleRun run;
    private RunsView view;

    @BeforeEach
    void begin() throws IOException {
        run = new SampleRun(directory.resolve("run"), START);
        view = new RunsView(() -> List.of(run.viewed()), Clock.fixed(START.plusSeconds(100), ZoneOffset.UTC));
    }

    private String write() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JUnitReport.write(view, "foreman-1", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    @Test
    void aHostIsTheSameTestCaseInEveryBuildAndCountsOnceAfterARetry() throws Exception {
        run.attempt(228, SampleRun.hosts(3));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "broken\n", 7, "broken");
        run.state(3, HostState.CANCELLED, 5);
        run.attempt(229, List.of(SampleRun.hosts(2).get(1)));
        run.run(2, 10, 15, "mended\n", 0, null);

        Element suite = parse(write());

        assertThat(suite.getAttribute("id")).isEqualTo("foreman-1");
        assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-08-01T10:00:00Z");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        var cases = suite.getElementsByTagName("testcase");
        assertThat(cases.getLength()).isEqualTo(3);
        Element second = (Element) cases.item(2);
        assertThat(second.getAttribute("classname")).isEqualTo("foreman.Run Command - Script Default");
        assertThat(second.getAttribute("name")).isEqualTo("web002.example.org");
        assertThat(second.getAttribute("time")).isEqualTo("5.000");
    }

    @Test
    void aFailureIsToldByItsCause() throws Exception {
        run.attempt(228, SampleRun.hosts(1));
        run.run(1, 0, 5, "checking\nE: lock is held by process 4\n", 3, null);

        Element failure =
                (Element) parse(write()).getElementsByTagName("failure").item(0);

        assertThat(failure.getAttribute("message")).isEqualTo("E: lock is held by process 4 (exit status 3)");
    }

    @Test
    void theNumberOfHostsIsToldSoThatNoneNeedNotBePublished() throws Exception {
        assertThat(JUnitReport.write(view, "foreman-1", new ByteArrayOutputStream()))
                .isZero();
        run.attempt(228, SampleRun.hosts(2));
        assertThat(JUnitReport.write(view, "foreman-1", new ByteArrayOutputStream()))
                .isEqualTo(2);
    }

    @Test
    void theReportOfManyFailedHostsStaysSmallEnoughToBeRead() throws Exception {
        int many = 3000;
        run.attempt(228, SampleRun.hosts(many));
        String output = "x".repeat(20_000) + "\nthe end\n";
        for (int host = 1; host <= many; host++) {
            run.run(host, 0, 5, output, 1, "broken");
        }

        String xml = write();

        assertThat(xml.length()).isLessThan(18_000_000);
        assertThat(xml).contains("the end");
    }
}
