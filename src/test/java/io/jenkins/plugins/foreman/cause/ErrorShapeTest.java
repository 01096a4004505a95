package io.jenkins.plugins.foreman.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error at 2026-08-01T10:11:12.345Z | error at <time>",
                "error at 10:11:12 | error at <time>",
                "pid 4711 was killed | pid # was killed",
                "connect to 192.0.2.7 port 22: refused | connect to <address> port #: refused",
                "job 0b7c1f1e-8a4d-4f0e-9d53-1f2e3d4c5b6a failed | job <id> failed",
                "commit deadbeef01 missing | commit <id> missing",
                "address 0x7ffd42 invalid | address <id> invalid",
                "cannot reach WEB7.example.org | cannot reach <host>",
                "cannot reach web7 from here | cannot reach <host> from here",
                "the web71 is another host | the web# is another host",
                "facade and decade stay words | facade and decade stay words",
            })
    void whatDiffersFromHostToHostIsTakenOut(String line, String shape) {
        assertThat(ErrorShape.of(List.of(line), "web7.example.org")).isEqualTo(shape);
    }

    @Test
    void linesThatSpeakOfErrorsAreChosen() {
        String text =
                "downloading\nE: no such package\nsee the manual\n\nStandardError: Job execution failed\nExit status: 1\n";

        assertThat(ErrorShape.tellingLines(text)).containsExactly("E: no such package");
    }

    @Test
    void withoutSuchALineTheLastOneIsChosen() {
        assertThat(ErrorShape.tellingLines("one\ntwo\n\nExit status: 3\n")).containsExactly("two");
    }

    @Test
    void foremansOwnWordsSayNothing() {
        assertThat(ErrorShape.tellingLines("StandardError: Job execution failed\nExit status: 3\n"))
                .isEmpty();
    }

    @Test
    void anEnormousLineTakesLittleTime() {
        assertThat(ErrorShape.tellingLines("e".repeat(1_000_000)).get(0)).hasSizeLessThan(300);
    }

    @Test
    void whatALineAnnouncesIsToldWithIt() {
        assertThat(ErrorShape.tellingLines("""
                        Running transaction
                        Error: Transaction test error:
                          installing package openssl-libs-3.2.2 needs 14MB more space on the / filesystem
                        StandardError: Job execution failed
                        """))
                .containsExactly(
                        "Error: Transaction test error:",
                        "installing package openssl-libs-3.2.2 needs 14MB more space on the / filesystem");
        assertThat(ErrorShape.tellingLines("cannot mount:\n")).containsExactly("cannot mount:");
    }
}
