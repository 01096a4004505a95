package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.Set;

/** Version, plugins and permissions, for a connection test. All methods block and throw {@link ForemanException}. */
public final class ServerStatus {

    private final ForemanHttp http;

    ServerStatus(ForemanHttp http) {
        this.http = http;
    }

    /** {@code GET /status}: the version of Foreman. */
    @NonNull
    public String foremanVersion() throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** {@code GET /plugins}: versions by name, such as {@code foreman_remote_execution}. */
    @NonNull
    public Map<String, String> plugins() throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** {@code GET /current_user}. */
    @NonNull
    public CurrentUser currentUser() throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /**
     * {@code GET /permissions/current_permissions}, Foreman 3.10 and newer.
     *
     * @return null where the server cannot tell
     */
    @CheckForNull
    public Set<String> permissions() throws ForemanException {
        throw new UnsupportedOperationException();
    }

    /** Who the credentials belong to. */
    public record CurrentUser(@NonNull String login, boolean admin) {}
}
