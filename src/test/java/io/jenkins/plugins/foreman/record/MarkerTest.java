package io.jenkins.plugins.foreman.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a description begins with, and what people see of it. */
class MarkerTest {

    private static final String URL = "https://jenkins.example.com/job/payroll/job/deploy/12/";

    @Test
    void namesTheBuildInBrackets() {
        assertThat(Marker.source("payroll/deploy", 12, URL)).isEqualTo("[payroll/deploy #12 " + URL + "]");
        assertThat(Marker.source("payroll/deploy", 12, null)).isEqualTo("[payroll/deploy #12]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 100, 130, 137, 140, 200, 5000})
    void leavesRoomForWhatRuns(int length) {
        String name = "x".repeat(length);
        String source = Marker.source(name, 7, URL);

        assertThat(source)
                .hasSizeLessThanOrEqualTo(145)
                .startsWith("[")
                .contains(" #7")
                .endsWith("]");
        assertThat(Marker.strip(Marker.next() + " " + source + " Run id")).isEqualTo("Run id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[deploy #1 http://[::1]:8080/job/deploy/1/]",
                "[a folder/a job » of #2 it #3 https://jenkins.example.com/job/x/3/]",
                "[a#1 #2]",
            })
    void isLeftOutForPeople(String source) {
        String marker = Marker.next();
        assertThat(Marker.strip(marker + " " + source + " Run [x #1] id")).isEqualTo("Run [x #1] id");
        assertThat(Marker.strip(marker + " " + source)).isEmpty();
    }

    @Test
    void whatSomebodyWroteInBracketsStays() {
        assertThat(Marker.strip(Marker.next() + " [prod] Run id")).isEqualTo("[prod] Run id");
        assertThat(Marker.strip("[deploy #1] Run id")).isEqualTo("[deploy #1] Run id");
    }
}
