package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import io.jenkins.plugins.foreman.client.ServerStatus;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether Foreman has remote execution, and which. */
final class RemoteExecutionCheck {

    /** Older ones lack calls that this plugin cannot do without. */
    private static final int OLDEST = 5;
    /** Older ones may work, but nobody has tried. */
    private static final int OLDEST_TESTED = 9;

    private static final Pattern MAJOR = Pattern.compile("\\d{1,6}");

    private RemoteExecutionCheck() {}

    /**
     * Adds what is wrong to the findings.
     *
     * @return the version, null when it is not known
     */
    @CheckForNull
    static String run(@NonNull Foreman foreman, @NonNull List<Finding> findings) throws ForemanException {
        String version;
        try {
            version = foreman.serverStatus().plugins().get(ServerStatus.REMOTE_EXECUTION);
        } catch (ForemanException e) {
            if (e.kind() != Kind.NOT_PERMITTED && e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            // the list takes view_plugins, which the roles of remote execution do not have
            if (!isThere(foreman)) {
                findings.add(Finding.error(Messages.RemoteExecutionCheck_missing()));
            }
            return null;
        }
        if (version == null) {
            findings.add(Finding.error(Messages.RemoteExecutionCheck_missing()));
            return null;
        }
        judge(version, findings);
        return version;
    }

    private static boolean isThere(Foreman foreman) throws ForemanException {
        try {
            foreman.lookups().features();
            return true;
        } catch (ForemanException e) {
            if (e.kind() == Kind.NOT_PERMITTED) {
                return true;
            }
            if (e.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static void judge(String version, List<Finding> findings) {
        Matcher major = MAJOR.matcher(version);
        int number = major.lookingAt() ? Integer.parseInt(major.group()) : OLDEST_TESTED;
        if (number < OLDEST) {
            findings.add(Finding.error(Messages.RemoteExecutionCheck_tooOld(version, OLDEST)));
        } else if (number < OLDEST_TESTED) {
            findings.add(Finding.warning(Messages.RemoteExecutionCheck_untested(version, OLDEST_TESTED)));
        }
    }
}
