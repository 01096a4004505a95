package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.client.OutputChunk.OutputType;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostValuesTest {

    private SampleRun run;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        run = new SampleRun(directory.resolve("run"), Instant.parse("2026-08-01T10:00:00Z"));
        run.attempt(228, SampleRun.hosts(2));
    }

    private Map<String, Map<String, String>> values() throws IOException {
        return HostValues.of(run.record()).byHost();
    }

    @Test
    void areCompleteLinesWhereverChunksEnd() throws IOException {
        run.out(1, "::se");
        run.out(1, "t version=1.2\r\nprose ::set no=1\n::set pa");
        run.out(1, "th=/a=b c\n::set version=1.3\n::set empty=\n::set unfinished=x");
        run.out(2, "::set version=2\n");

        assertThat(values())
                .isEqualTo(Map.of(
                        "web001.example.org", Map.of("version", "1.3", "path", "/a=b c", "empty", ""),
                        "web002.example.org", Map.of("version", "2")));
        assertThat(HostValues.of(run.record()).left()).isZero();
    }

    @Test
    void comeFromStandardOutputAloneAlsoInTheMiddleOfALine() throws IOException {
        run.out(1, "::set a=");
        run.output(1, OutputType.STDERR, "::set b=2\n3\n");
        run.out(1, "1\n");

        assertThat(values()).isEqualTo(Map.of("web001.example.org", Map.of("a", "1")));
    }

    @Test
    void areThoseOfTheLastAttempt() throws IOException {
        run.out(1, "::set a=1\n");
        run.out(2, "::set a=1\n");
        run.attempt(229, List.of(SampleRun.hosts(2).get(1)));
        run.out(2, "::set b=2\n");

        assertThat(values())
                .isEqualTo(Map.of("web001.example.org", Map.of("a", "1"), "web002.example.org", Map.of("b", "2")));
    }

    @Test
    void areBoundedAndWhatIsLeftOutIsCounted() throws IOException {
        StringBuilder lines = new StringBuilder("::set long=" + "x".repeat(HostValues.LONGEST + 1) + "\n");
        lines.append("::set 1st=x\n::set a b=x\n::set c\n::set d=\u001b[1m\n");
        for (int i = 0; i < HostValues.MOST_OF_HOST + 3; i++) {
            lines.append("::set name" + i + "=x\n");
        }
        run.out(1, lines + "y".repeat(100_000) + "\n::set name0=" + "z".repeat(HostValues.LONGEST) + "\n");
        HostValues found = HostValues.of(run.record());

        assertThat(found.left()).isEqualTo(5 + 3);
        assertThat(found.byHost().get("web001.example.org"))
                .hasSize(HostValues.MOST_OF_HOST)
                .containsEntry("name0", "z".repeat(HostValues.LONGEST));
    }

    @Test
    void ofManyHostsAreBoundedTogether() throws IOException {
        int many = HostValues.MOST_CHARS / HostValues.LONGEST + 2;
        run.attempt(229, SampleRun.hosts(many));
        for (int i = 1; i <= many; i++) {
            run.out(i, "::set n=" + "x".repeat(HostValues.LONGEST - 1) + "\n");
        }

        assertThat(values()).hasSize(HostValues.MOST_CHARS / HostValues.LONGEST);
    }
}
