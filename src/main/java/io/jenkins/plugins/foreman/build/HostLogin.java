package io.jenkins.plugins.foreman.build;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.client.JobSecrets;
import java.util.List;

/**
 * Who the job logs in as on the hosts, and who it becomes there. Not stored: it is looked up anew when needed.
 *
 * @param sshUser null for the one that Foreman is set up with
 * @param effectiveUser null for the template's
 */
public record HostLogin(
        @CheckForNull String sshUser,
        @CheckForNull String effectiveUser,
        @NonNull JobSecrets secrets) {

    /** Whatever Foreman is set up with. */
    public static final HostLogin NONE = new HostLogin(null, null, JobSecrets.NONE);

    /**
     * Looks up the credentials of a definition as the build may use them, and marks them as used by it.
     *
     * @param requestedBy id of the user who wants it, null for the build itself
     * @throws AbortException when they are not there or of another kind, or are those that somebody else chose for the build
     */
    @NonNull
    static HostLogin of(@NonNull JobDefinition definition, @NonNull Run<?, ?> build, @CheckForNull String requestedBy)
            throws AbortException {
        String sshUser = null;
        String password = null;
        String passphrase = null;
        String sshId = definition.getSshCredentialsId();
        if (sshId != null) {
            checkOwn(sshId, build, requestedBy);
            StandardUsernameCredentials ssh = find(StandardUsernameCredentials.class, sshId, build);
            sshUser = ssh.getUsername();
            if (ssh instanceof StandardUsernamePasswordCredentials login) {
                password = login.getPassword().getPlainText();
            } else if (ssh instanceof SSHUserPrivateKey key) {
                Secret secret = key.getPassphrase();
                passphrase = secret == null ? null : emptyAsNull(secret.getPlainText());
            } else {
                throw new AbortException(Messages.HostLogin_wrongKind(sshId));
            }
        }
        String userId = definition.getEffectiveUserCredentialsId();
        if (userId == null) {
            return new HostLogin(sshUser, null, new JobSecrets(password, passphrase, null));
        }
        checkOwn(userId, build, requestedBy);
        StandardUsernamePasswordCredentials user = find(StandardUsernamePasswordCredentials.class, userId, build);
        return new HostLogin(
                sshUser,
                user.getUsername(),
                new JobSecrets(password, passphrase, user.getPassword().getPlainText()));
    }

    /** What a parameter names may be personal credentials of who started the build, which are for nobody else. */
    private static void checkOwn(String id, Run<?, ?> build, @CheckForNull String requestedBy) throws AbortException {
        Cause.UserIdCause started = build.getCause(Cause.UserIdCause.class);
        if (requestedBy != null
                && id.trim().startsWith("${")
                && started != null
                && !requestedBy.equals(started.getUserId())) {
            throw new AbortException(Messages.HostLogin_personal(id));
        }
    }

    private static <C extends StandardUsernameCredentials> C find(Class<C> type, String id, Run<?, ?> build)
            throws AbortException {
        C found = CredentialsProvider.findCredentialById(id, type, build, List.of());
        if (found == null) {
            throw new AbortException(Messages.HostLogin_notFound(id));
        }
        CredentialsProvider.track(build, found);
        return found;
    }

    @CheckForNull
    private static String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
