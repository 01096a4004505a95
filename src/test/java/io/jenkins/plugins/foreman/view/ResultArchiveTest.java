package io.jenkins.plugins.foreman.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.record.HostRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultArchiveTest {

    private SampleRun run;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        run = new SampleRun(directory.resolve("run"), Instant.parse("2026-08-01T10:00:00Z"));
    }

    private Map<String, String> files() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultArchive.write(new RunsView(() -> List.of(run.viewed())), out);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String before = files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                assertThat(before).isNull();
            }
        }
        return files;
    }

    @Test
    void hasTheTablesOfThePageAndTheOutputOfEachHostAsItWasLeftLast() throws IOException {
        run.attempt(228, SampleRun.hosts(2));
        run.run(1, 0, 5, "ok\n", 0, null);
        run.run(2, 0, 5, "broken\n", 1, null);
        run.attempt(229, List.of(SampleRun.hosts(2).get(1)));
        run.run(2, 10, 15, "mended\n", 0, null);
        Map<String, String> files = files();

        assertThat(files).containsOnlyKeys("hosts.csv", "hosts.json", "output/", names(1), names(2));
        assertThat(files.get("hosts.csv").lines()).hasSize(3).anyMatch(line -> line.contains("web002.example.org"));
        assertThat(files.get("hosts.json")).startsWith("{\"hosts\":[").endsWith("]}");
        assertThat(files)
                .containsEntry(names(1), "ok\nExit status: 0\n")
                .containsEntry(names(2), "mended\nExit status: 0\n");
    }

    private static String names(long id) {
        return "output/" + SampleRun.hosts(2).get((int) id - 1).name() + "-" + id + ".txt";
    }

    @Test
    void aServerCannotChooseWhereFilesGo() throws IOException {
        List<HostRow> hosts = new ArrayList<>();
        String[] names = {
            "../../../etc/passwd",
            "..\\..\\x",
            "a\u0000b\r\nc",
            "a:b",
            "/abs",
            "-rf",
            ".ssh",
            "A",
            "a",
            "x".repeat(5000),
            "x".repeat(4999),
            "aux.example.com",
            "COM1",
            ""
        };
        for (int i = 0; i < names.length; i++) {
            hosts.add(HostRow.unplanned(i + 1, names[i]));
        }
        run.attempt(228, hosts);
        List<String> output = files().keySet().stream()
                .filter(name -> name.startsWith("output/") && !name.endsWith("/"))
                .map(name -> name.substring("output/".length()))
                .toList();

        assertThat(output)
                .hasSize(names.length)
                .allMatch(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,140}\\.txt"))
                .noneMatch(name -> name.matches("(?i)(con|prn|aux|nul|com\\d|lpt\\d)\\..*"));
        // also where the case makes no difference
        assertThat(output.stream().map(String::toLowerCase)).doesNotHaveDuplicates();
    }
}
