package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.runs.RunList.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunListTest {

    private static final Line ONE = new Line("folder/job#1", "1", "id-one");
    private static final Line TWO = new Line("folder/job#12", "3", "id-two");

    @TempDir
    Path home;

    private final List<IOException> faults = new ArrayList<>();

    private RunList list() {
        return new RunList(home.resolve("runs"));
    }

    private List<Line> afterRestart() {
        return list().all(faults::add);
    }

    private Path fileOf(Line line) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("runs"))) {
            return files.filter(file -> read(file).contains(line.identity()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void knowsAfterARestartWhatHasBegunAndNotEnded() throws Exception {
        list().add(ONE);
        list().add(TWO);
        assertThat(afterRestart()).containsExactlyInAnyOrder(ONE, TWO);

        list().remove(ONE);
        assertThat(afterRestart()).containsExactly(TWO);
        assertThat(list().has(ONE)).isFalse();
        assertThat(faults).isEmpty();
    }

    @Test
    void whatCannotBeReadCostsNothingElseAndIsThereWhenItCan() throws Exception {
        list().add(ONE);
        list().add(TWO);
        Path file = fileOf(ONE);
        String text = Files.readString(file);
        Files.writeString(file, "\0");

        assertThat(afterRestart()).containsExactly(TWO);
        assertThat(faults).singleElement().satisfies(fault -> assertThat(fault).hasMessageContaining(file.toString()));
        list().add(new Line("job#7", "1", "id-three"));
        list().moved("folder/job", "job", faults::add);
        list().remove(TWO);

        Files.writeString(file, text);
        assertThat(afterRestart()).containsExactlyInAnyOrder(ONE, new Line("job#7", "1", "id-three"));
    }

    @Test
    void aJobThatMovesTakesItsRunsAlongAndNobodyElses() throws Exception {
        Line earlier = new Line("folder/job#2", "1", "");
        Line beside = new Line("folder/job2#1", "1", "id-beside");
        for (Line line : List.of(ONE, TWO, earlier, beside)) {
            list().add(line);
        }
        list().moved("folder/job", "other/name", faults::add);

        assertThat(afterRestart())
                .containsExactlyInAnyOrder(
                        new Line("other/name#1", "1", "id-one"),
                        new Line("other/name#12", "3", "id-two"),
                        new Line("other/name#2", "1", ""),
                        beside)
                .allMatch(list()::has);
        assertThat(faults).isEmpty();
    }

    @Test
    void onlyWhatIsDeletedIsForgotten() throws Exception {
        list().add(ONE);
        list().add(TWO);
        list().deletedBuild("folder/job#1", faults::add);
        assertThat(afterRestart()).containsExactly(TWO);

        list().deletedJob("folder/jo", faults::add);
        assertThat(afterRestart()).containsExactly(TWO);
        list().deletedJob("folder/job", faults::add);
        assertThat(afterRestart()).isEmpty();
    }
}
