package io.jenkins.plugins.foreman.client;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * The secrets of one run. Foreman wipes them when the job has finished and does not carry them to a rerun.
 *
 * @param sshPassword password for the SSH login
 * @param keyPassphrase passphrase of the smart proxy's SSH key
 * @param effectiveUserPassword password for switching to the effective user
 */
public record JobSecrets(
        @CheckForNull String sshPassword,
        @CheckForNull String keyPassphrase,
        @CheckForNull String effectiveUserPassword) {

    /** No secrets. */
    public static final JobSecrets NONE = new JobSecrets(null, null, null);

    @Override
    public String toString() {
        return "JobSecrets[…]";
    }
}
