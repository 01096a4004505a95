package io.jenkins.plugins.foreman.runs;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.foreman.client.JobSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Who the job logs in as on the hosts, and who it becomes there. Not stored: it is looked up anew when needed.
 *
 * @param sshUser null for the one that Foreman is set up with
 * @param effectiveUser null for the template's
 * @param secretTexts secrets for inputs by the ids of their credentials
 */
public record HostLogin(
        @CheckForNull String sshUser,
        @CheckForNull String effectiveUser,
        @NonNull JobSecrets secrets,
        @NonNull Map<String, String> secretTexts) {

    /** Whatever Foreman is set up with. */
    public static final HostLogin NONE = new HostLogin(null, null, JobSecrets.NONE, Map.of());

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
            StandardUsernameCredentials ssh = find(
                    StandardUsernameCredentials.class, sshId, build, requestedBy, Messages.HostLogin_notFound(sshId));
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
        Map<String, String> texts = new HashMap<>();
        for (String id : definition.inputCredentials()) {
            texts.put(id, secretText(id, build, requestedBy));
        }
        String userId = definition.getEffectiveUserCredentialsId();
        if (userId == null) {
            return new HostLogin(sshUser, null, new JobSecrets(password, passphrase, null), texts);
        }
        StandardUsernamePasswordCredentials user = find(
                StandardUsernamePasswordCredentials.class,
                userId,
                build,
                requestedBy,
                Messages.HostLogin_notFound(userId));
        return new HostLogin(
                sshUser,
                user.getUsername(),
                new JobSecrets(password, passphrase, user.getPassword().getPlainText()),
                texts);
    }

    /** The secret that a credential is, or has. */
    private static String secretText(String id, Run<?, ?> build, @CheckForNull String requestedBy)
            throws AbortException {
        StandardCredentials found =
                find(StandardCredentials.class, id, build, requestedBy, Messages.HostLogin_noSecretText(id));
        if (found instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        if (found instanceof StandardUsernamePasswordCredentials login) {
            return login.getPassword().getPlainText();
        }
        throw new AbortException(Messages.HostLogin_noSecretText(id));
    }

    /** The secret of a credential that the definition names for an input. */
    @NonNull
    public String secretText(@NonNull String id) {
        return secretTexts.getOrDefault(id, "");
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

    /** The one way to credentials here, so that none is used unseen or by the wrong person. */
    private static <C extends StandardCredentials> C find(
            Class<C> type, String id, Run<?, ?> build, @CheckForNull String requestedBy, String notFound)
            throws AbortException {
        C found = lookUp(type, id, build, requestedBy, List.of());
        if (found == null) {
            throw new AbortException(notFound);
        }
        CredentialsProvider.track(build, found);
        return found;
    }

    /** The same without a mark, for who leaves one when they are used. */
    @CheckForNull
    static <C extends StandardCredentials> C lookUp(
            @NonNull Class<C> type,
            @NonNull String id,
            @NonNull Run<?, ?> build,
            @CheckForNull String requestedBy,
            @NonNull List<DomainRequirement> domain)
            throws AbortException {
        checkOwn(id, build, requestedBy);
        return CredentialsProvider.findCredentialById(id, type, build, domain);
    }

    @CheckForNull
    private static String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
