package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is to run and how, as a build keeps it so that it can go on after a restart and be run again later. It is written
 * to disk as XML and as a Java object, so secrets in it are encrypted texts, and credentials are named by their ids.
 */
public interface JobDefinition extends Serializable {

    /** Name of the server, null for the default one. */
    @CheckForNull
    String getServer();

    /** Id of credentials of the user who acts in Foreman, null for those of the server. */
    @CheckForNull
    default String getCredentialsId() {
        return null;
    }

    /** The server of the run that it repeats, which comes before {@link #getServer()}; null where it repeats none. */
    @CheckForNull
    default ServerOrigin origin() {
        return null;
    }

    /** Whether values are in it that people gave to this job, and that another one may not take over unasked. */
    default boolean hasSecrets() {
        return false;
    }

    /** Organization that the server's calls are limited to, null for what the server says. */
    @CheckForNull
    default String getOrganization() {
        return null;
    }

    /** Location that the server's calls are limited to, null for what the server says. */
    @CheckForNull
    default String getLocation() {
        return null;
    }

    /** Id of credentials for the SSH login on the hosts, null for none. */
    @CheckForNull
    default String getSshCredentialsId() {
        return null;
    }

    /** Id of credentials for the user that the job runs as, null for none. */
    @CheckForNull
    default String getEffectiveUserCredentialsId() {
        return null;
    }

    /** Ids of credentials for values of inputs. */
    @NonNull
    default Set<String> inputCredentials() {
        return Set.of();
    }

    /** Further secrets that must not be shown, as those in the environment of the build. */
    @NonNull
    default List<String> confidential() {
        return List.of();
    }

    /** The job invocation to follow instead of creating one, null to create one. */
    @CheckForNull
    default Long existingInvocation() {
        return null;
    }

    /**
     * The request as the engine takes it.
     *
     * @return null where an existing invocation is followed
     * @throws InvalidRequestException for what a person has to change
     */
    @CheckForNull
    JobInvocationRequest request(@NonNull HostLogin login) throws InvalidRequestException;

    /**
     * How it is followed and judged.
     *
     * @param patience of the server
     * @throws InvalidRequestException for what a person has to change
     */
    @NonNull
    RunSettings settings(@NonNull Duration patience) throws InvalidRequestException;

    /** Whether the hosts are to be test cases of the build. */
    default boolean isJunitReport() {
        return false;
    }

    /** Folder of the workspace that gets files with what became of the hosts, null for none. */
    @CheckForNull
    default String getResults() {
        return null;
    }

    /** Whether a line about the job is to stand in the description of the build. */
    default boolean isBuildDescription() {
        return false;
    }

    /** What is printed to the build log. */
    @NonNull
    ConsoleOptions console();
}
