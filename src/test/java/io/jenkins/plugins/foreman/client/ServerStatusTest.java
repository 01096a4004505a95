package io.jenkins.plugins.foreman.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerStatusTest {

    private final StubForeman server = new StubForeman();
    private final ServerStatus status = server.client().serverStatus();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theVersionIsRead() throws Exception {
        server.recorded("status");

        assertThat(status.foremanVersion()).isEqualTo("3.13.0-develop");
    }

    @Test
    void theUserIsRead() throws Exception {
        server.recorded("current-user");

        assertThat(status.currentUser()).isEqualTo(new ServerStatus.CurrentUser("rexuser", false));
    }

    @Test
    void anAdministratorByGroupIsOne() throws Exception {
        server.reply(200, "{\"login\":\"bob\",\"admin\":false,\"effective_admin\":true}");

        assertThat(status.currentUser().admin()).isTrue();
    }

    @Test
    void permissionsAreUnknownWhereTheServerCannotTell() throws Exception {
        server.recorded("unknown-route").reply(404, "{\"error\":{\"message\":\"Resource permission not found\"}}");

        assertThat(status.permissions()).isNull();
        assertThat(status.permissions()).isNull();
    }
}
