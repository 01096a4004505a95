package io.jenkins.plugins.foreman.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.ItemGroup;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A server that a job uses.
 *
 * @param owner where the server is configured, and so where its credentials are: Jenkins or a folder
 * @param login who acts there instead of the server's own user, null for that one
 */
public record ResolvedServer(
        @NonNull ForemanServer server,
        @NonNull ItemGroup<?> owner,
        @CheckForNull Login login) {

    /** A server with its own user. */
    public ResolvedServer(@NonNull ForemanServer server, @NonNull ItemGroup<?> owner) {
        this(server, owner, null);
    }

    /** Credentials that somebody else than the server names, looked up anew each time. */
    public interface Login {

        /** Their id. */
        @NonNull
        String id();

        /**
         * Those that there are now.
         *
         * @param domain what they are to be for
         * @return null when there are none
         * @throws AbortException when whoever asks may not have them; the message says why
         */
        @CheckForNull
        StandardUsernamePasswordCredentials find(@NonNull List<DomainRequirement> domain) throws AbortException;
    }

    /** The same server, with somebody else acting there. */
    @NonNull
    public ResolvedServer actingAs(@CheckForNull Login other) {
        return new ResolvedServer(server, owner, other);
    }

    /** What credentials for it are to be for. */
    @NonNull
    public List<DomainRequirement> domain() {
        return ServerCredentials.domain(server.getUrl());
    }

    /** What a run keeps, so that it goes on with this server and no other. */
    @NonNull
    public ServerIdentity identity() throws IOException {
        return new ServerIdentity(server.getName(), ServerOwner.id(owner), server.getUrl());
    }

    /**
     * Makes a client, without asking the server anything yet.
     *
     * @param run the build that uses the credentials, null when it is not for a build
     * @throws AbortException when address or credentials are missing; the message says where to mend it
     */
    @NonNull
    public Foreman connect(@CheckForNull Run<?, ?> run) throws AbortException {
        ServerBudget budget = budget();
        return new Foreman(connection(run), budget);
    }

    @NonNull
    ForemanConnection connection(@CheckForNull Run<?, ?> run) throws AbortException {
        String problem = ServerUrl.problem(server.getUrl());
        if (problem != null) {
            throw new AbortException(Messages.ServerList_badUrl(server.getName(), problem));
        }
        StandardUsernamePasswordCredentials credentials = credentials();
        if (credentials == null) {
            throw new AbortException(notFound());
        }
        if (run != null) {
            CredentialsProvider.track(run, credentials);
        }
        return connection(credentials);
    }

    private String notFound() {
        if (login != null) {
            return Messages.ResolvedServer_loginNotFound(server.getName(), login.id());
        }
        return server.getCredentialsId().isEmpty()
                ? Messages.ResolvedServer_noCredentials(server.getName())
                : Messages.ResolvedServer_credentialsNotFound(server.getName(), server.getCredentialsId());
    }

    /**
     * The same server, with an organization and location of the caller's own.
     *
     * @param organization name or id, blank or null for that of the server
     * @param location name or id, blank or null for that of the server
     */
    @NonNull
    public ResolvedServer limitedTo(@CheckForNull String organization, @CheckForNull String location) {
        ForemanServer copy = copy();
        copy.setOrganization(isGiven(organization) ? organization : server.getOrganization());
        copy.setLocation(isGiven(location) ? location : server.getLocation());
        return new ResolvedServer(copy, owner, login);
    }

    /** The same server, with less time for a request, for somebody who waits at a form. */
    @NonNull
    public ResolvedServer within(@NonNull Duration most) {
        int seconds = (int) most.toSeconds();
        ForemanServer copy = copy();
        copy.setConnectTimeout(Math.min(seconds, server.getConnectTimeout()));
        copy.setRequestTimeout(Math.min(seconds, server.getRequestTimeout()));
        return new ResolvedServer(copy, owner, login);
    }

    private ForemanServer copy() {
        ForemanServer copy = new ForemanServer(server.getName(), server.getUrl(), server.getCredentialsId());
        copy.setOrganization(server.getOrganization());
        copy.setLocation(server.getLocation());
        copy.setCaCertificate(server.getCaCertificate());
        copy.setConnectTimeout(server.getConnectTimeout());
        copy.setRequestTimeout(server.getRequestTimeout());
        copy.setPatience(server.getPatience());
        copy.setRequestsInFlight(server.getRequestsInFlight());
        copy.setRequestsPerMinute(server.getRequestsPerMinute());
        copy.setHideBuild(server.isHideBuild());
        return copy;
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    /** What all builds together may ask of the server. */
    @NonNull
    public ServerBudget budget() {
        return ForemanRuntime.budget(server);
    }

    @CheckForNull
    private StandardUsernamePasswordCredentials credentials() throws AbortException {
        if (login != null) {
            return login.find(domain());
        }
        return server.getCredentialsId().isEmpty()
                ? null
                : ServerCredentials.find(owner, server.getUrl(), server.getCredentialsId());
    }

    private ForemanConnection connection(StandardUsernamePasswordCredentials credentials) {
        return new ForemanConnection(
                URI.create(server.getUrl()),
                credentials.getUsername(),
                currentPassword(credentials.getUsername()),
                server.getOrganization(),
                server.getLocation(),
                server.getCaCertificate(),
                Duration.ofSeconds(server.getConnectTimeout()),
                Duration.ofSeconds(server.getRequestTimeout()),
                ProxiedClients.now());
    }

    /** Looks the password up for each call. Credentials that are gone, or are somebody else's by now, are an error. */
    private Supplier<String> currentPassword(String user) {
        return () -> {
            try {
                StandardUsernamePasswordCredentials now = credentials();
                if (now == null || !now.getUsername().equals(user)) {
                    throw new AbortException(gone(user));
                }
                return now.getPassword().getPlainText();
            } catch (AbortException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private String gone(String user) {
        return login != null
                ? Messages.ResolvedServer_loginGone(server.getName(), login.id(), user)
                : Messages.ResolvedServer_credentialsGone(server.getName(), server.getCredentialsId(), user);
    }
}
