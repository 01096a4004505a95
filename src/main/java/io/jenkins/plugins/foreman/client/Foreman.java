package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.time.Duration;

/**
 * One Foreman as one user sees it. Thread-safe; calls block the calling thread for at most the connection's request
 * timeout.
 */
public final class Foreman {

    private final ForemanConnection connection;
    private final JobInvocations jobInvocations;
    private final Lookups lookups;
    private final ServerStatus serverStatus;
    private final ForemanHttp http;

    public Foreman(@NonNull ForemanConnection connection) {
        this(connection, () -> {});
    }

    /**
     * @param meter told of every request and of what is read of each reply; where it refuses, the call times out
     */
    public Foreman(@NonNull ForemanConnection connection, @NonNull Meter meter) {
        this.connection = connection;
        this.http = new ForemanHttp(connection, meter);
        this.jobInvocations = new JobInvocations(http);
        this.lookups = new Lookups(http);
        this.serverStatus = new ServerStatus(http);
    }

    /** The same Foreman, whose requests are told to a meter as in the constructor. */
    @NonNull
    public Foreman metered(@NonNull Meter meter) {
        return new Foreman(connection, meter);
    }

    /** Takes secrets out of the messages of errors from now on, since a server may repeat what it was sent. */
    public void masking(@NonNull Mask mask) {
        http.masking(mask);
    }

    /** The job invocations API. */
    @NonNull
    public JobInvocations jobInvocations() {
        return jobInvocations;
    }

    /** What a request can name: templates, features, hosts, bookmarks. */
    @NonNull
    public Lookups lookups() {
        return lookups;
    }

    /** Version, plugins and permissions. */
    @NonNull
    public ServerStatus serverStatus() {
        return serverStatus;
    }

    /**
     * Equal for those of whom each may be told what the other is told: the same server, reached in the same way, and the same
     * user with the same password, limited to the same organization and location. Shows no secret; null where the password
     * may not be used any more, which the next call says.
     */
    @CheckForNull
    public Object sight() {
        return Sight.of(connection);
    }

    /** For how long at most a call waits for its whole answer. */
    @NonNull
    public Duration requestTimeout() {
        return connection.requestTimeout();
    }

    /** Where Foreman shows a job invocation to people. */
    @NonNull
    public String jobLink(long id) {
        return JobInvocation.link(connection.url().toString(), id);
    }

    /** Address of a page for people, such as {@code job_invocations}. */
    @NonNull
    public String link(@NonNull String path) {
        String base = connection.url().toString();
        return base.endsWith("/") ? base + path : base + "/" + path;
    }
}
