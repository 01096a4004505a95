package io.jenkins.plugins.foreman.runs;

import static io.jenkins.plugins.foreman.runs.RerunPermissionProperty.names;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RerunPermissionPropertyTest {

    @Test
    void namesJobsWholeAndFoldersWithAStar() {
        String jobs = " payroll/again\nteam/app/* , other ";

        assertThat(names(jobs, "payroll/again")).isTrue();
        assertThat(names(jobs, "other")).isTrue();
        assertThat(names(jobs, "team/app/main")).isTrue();
        assertThat(names(jobs, "team/app/deep/main")).isTrue();
    }

    @Test
    void namesNothingElse() {
        assertThat(names("payroll/again", "payroll/again2")).isFalse();
        assertThat(names("payroll/again", "evil/payroll/again")).isFalse();
        assertThat(names("team/app/*", "team/app")).isFalse();
        assertThat(names("team/app/*", "team/apple")).isFalse();
        assertThat(names("", "")).isFalse();
        assertThat(names("*", "any")).isFalse();
        assertThat(names("/*", "any")).isFalse();
    }
}
