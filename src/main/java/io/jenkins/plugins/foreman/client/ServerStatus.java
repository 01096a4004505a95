package io.jenkins.plugins.foreman.client;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Version, plugins and permissions, for a connection test. All methods block and throw {@link ForemanException}. */
public final class ServerStatus {

    /** Name of the plugin of Foreman that runs jobs. */
    public static final String REMOTE_EXECUTION = "foreman_remote_execution";

    private static final int PLUGINS = 1000;

    private final ForemanHttp http;

    ServerStatus(ForemanHttp http) {
        this.http = http;
    }

    /** {@code GET /status}: the version of Foreman. */
    @NonNull
    public String foremanVersion() throws ForemanException {
        JsonNode status = http.call(ApiCall.get(Messages::ForemanCall_status, "/api/status"), parser -> {
            JsonNode tree = Json.tree(parser);
            if (Json.text(tree, "version") == null) {
                throw new Reply.MissingFieldException(() -> "a version");
            }
            return tree;
        });
        return status.path("version").asText();
    }

    /** {@code GET /plugins}: versions by name, such as {@code foreman_remote_execution}. */
    @NonNull
    public Map<String, String> plugins() throws ForemanException {
        Map<String, String> versions = new TreeMap<>();
        // unpaged on the servers seen, and one page is more than anybody installs
        ApiCall call =
                ApiCall.get(Messages::ForemanCall_plugins, "/api/plugins").with("per_page", PLUGINS);
        for (JsonNode plugin :
                http.call(call, parser -> PageReader.read(parser, Json::tree)).results()) {
            String name = Json.text(plugin, "name");
            String version = Json.text(plugin, "version");
            if (name != null) {
                versions.put(name, version == null ? "" : version);
            }
        }
        return versions;
    }

    /** {@code GET /current_user}. */
    @NonNull
    public CurrentUser currentUser() throws ForemanException {
        return http.call(ApiCall.get(Messages::ForemanCall_currentUser, "/api/current_user"), parser -> {
            JsonNode user = Json.tree(parser);
            String login = Json.text(user, "login");
            if (login == null) {
                throw new Reply.MissingFieldException(() -> "a login");
            }
            return new CurrentUser(login, Json.isTrue(user, "admin") || Json.isTrue(user, "effective_admin"));
        });
    }

    /**
     * {@code GET /permissions/current_permissions}, Foreman 3.10 and newer.
     *
     * @return null where the server cannot tell
     */
    @CheckForNull
    public Set<String> permissions() throws ForemanException {
        try {
            Set<String> names = new TreeSet<>();
            ApiCall call = ApiCall.get(Messages::ForemanCall_permissions, "/api/permissions/current_permissions");
            for (JsonNode permission : http.call(call, parser -> PageReader.read(parser, Json::tree))
                    .results()) {
                String name = Json.text(permission, "name");
                if (name != null) {
                    names.add(name);
                }
            }
            return names;
        } catch (ForemanException e) {
            if (e.kind() == ForemanException.Kind.NOT_FOUND || e.kind() == ForemanException.Kind.NOT_PERMITTED) {
                return null;
            }
            throw e;
        }
    }

    /** Who the credentials belong to. */
    public record CurrentUser(@NonNull String login, boolean admin) {}
}
