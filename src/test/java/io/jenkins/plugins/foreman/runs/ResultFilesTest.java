package io.jenkins.plugins.foreman.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFilesTest {

    @Test
    void aFolderIsBelowTheWorkspace() throws Exception {
        assertThat(ResultFiles.path("foreman/")).isEqualTo("foreman");
        assertThat(ResultFiles.path("./target\\foreman results//1/")).isEqualTo("target/foreman results/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/tmp",
                "\\\\server\\share",
                ".",
                "./",
                "..",
                "../x",
                "x/../..",
                "x\\..\\y",
                "C:\\x",
                "C:x",
                "x\u0000y",
                "x\ny",
                "x./y",
                "x /y",
                "a*",
                "x/..."
            })
    void nothingElseIs(String folder) {
        assertThatThrownBy(() -> ResultFiles.path(folder))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("below the workspace");
    }
}
