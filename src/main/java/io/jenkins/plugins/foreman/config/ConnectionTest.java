package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.ForemanException.Kind;
import io.jenkins.plugins.foreman.client.ServerStatus.CurrentUser;
import io.jenkins.plugins.foreman.client.TrustedCertificates;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out everything that would keep jobs from running on a Foreman, instead of stopping at the first. It only reads,
 * and logs in once with a wrong password, since Foreman shuts out an address that fails too often.
 */
final class ConnectionTest {

    /** How long the whole test may take before it stops asking. */
    static final Duration TIME = Duration.ofSeconds(20);

    private final ForemanConnection connection;
    private final Duration time;
    private final List<Finding> findings = new ArrayList<>();
    private boolean seriesGoOn;
    private long end;

    ConnectionTest(@NonNull ForemanConnection connection, @NonNull Duration time) {
        Duration perCall = shorter(connection.requestTimeout(), time.dividedBy(2));
        this.connection = new ForemanConnection(
                connection.url(),
                connection.user(),
                connection.password(),
                connection.organization(),
                connection.location(),
                connection.caCertificate(),
                shorter(connection.connectTimeout(), perCall),
                perCall,
                connection.httpClients());
        this.time = time;
    }

    /** Asks; takes at most one and a half times the time given. Call it once. */
    @NonNull
    List<Finding> run() {
        end = System.nanoTime() + time.toNanos();
        if (!certificatesReadable()) {
            return findings;
        }
        Foreman foreman = limitedTo(null, null);
        try {
            String version = foreman.serverStatus().foremanVersion();
            checkTime();
            String plugin = RemoteExecutionCheck.run(foreman, findings);
            checkTime();
            CurrentUser user = foreman.serverStatus().currentUser();
            checkTaxonomies();
            checkTime();
            if (!user.admin()) {
                checkPermissions(foreman, user);
            }
            findings.add(0, success(version, plugin, user));
        } catch (ForemanException e) {
            findings.add(Finding.error(ConnectionFault.describe(e)));
        } catch (OutOfTimeException e) {
            findings.add(Finding.warning(Messages.ConnectionTest_outOfTime(time.toSeconds())));
        }
        return findings;
    }

    private boolean certificatesReadable() {
        String pem = connection.caCertificate();
        if (pem == null || pem.isBlank()) {
            return true;
        }
        try {
            TrustedCertificates.parse(pem);
            return true;
        } catch (CertificateException e) {
            findings.add(Finding.error(Messages.ForemanServer_badCertificate(e.getMessage())));
            return false;
        }
    }

    private void checkTaxonomies() throws ForemanException, OutOfTimeException {
        String organization = connection.organization();
        if (organization != null) {
            checkTime();
            if (isUnknown(limitedTo(organization, null))) {
                findings.add(Finding.error(Messages.ConnectionTest_organization(organization, connection.user())));
            }
        }
        String location = connection.location();
        if (location != null) {
            checkTime();
            if (isUnknown(limitedTo(null, location))) {
                findings.add(Finding.error(Messages.ConnectionTest_location(location, connection.user())));
            }
        }
    }

    /** Foreman looks at organization and location before anything else, in every call. */
    private static boolean isUnknown(Foreman limited) throws ForemanException {
        try {
            limited.serverStatus().currentUser();
            return false;
        } catch (ForemanException e) {
            if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.NOT_PERMITTED) {
                return true;
            }
            throw e;
        }
    }

    private void checkPermissions(Foreman foreman, CurrentUser user) throws ForemanException {
        Set<String> granted = foreman.serverStatus().permissions();
        if (granted == null) {
            findings.add(Finding.warning(Messages.ConnectionTest_permissionsUnknown()));
            return;
        }
        for (Map.Entry<String, Finding> needed :
                NeededPermissions.of(user.login()).entrySet()) {
            if (!granted.contains(needed.getKey())) {
                findings.add(needed.getValue());
            }
        }
        seriesGoOn = granted.contains(NeededPermissions.CANCEL) && !granted.contains(NeededPermissions.CANCEL_SERIES);
    }

    private Finding success(String version, @CheckForNull String plugin, CurrentUser user) {
        String text = Messages.ConnectionTest_connected(
                version, plugin == null ? Messages.ConnectionTest_versionHidden() : plugin, user.login());
        if (user.admin()) {
            return Finding.ok(text + ' ' + Messages.ConnectionTest_administrator());
        }
        if (findings.isEmpty()) {
            text += ' ' + Messages.ConnectionTest_permitted();
        }
        // no warning: hardly anybody runs recurring jobs, and the usual role lacks it
        return Finding.ok(
                seriesGoOn ? text + ' ' + Messages.ConnectionTest_series(NeededPermissions.CANCEL_SERIES) : text);
    }

    private Foreman limitedTo(@CheckForNull String organization, @CheckForNull String location) {
        return new Foreman(new ForemanConnection(
                connection.url(),
                connection.user(),
                connection.password(),
                organization,
                location,
                connection.caCertificate(),
                connection.connectTimeout(),
                connection.requestTimeout(),
                connection.httpClients()));
    }

    private void checkTime() throws OutOfTimeException {
        if (end - System.nanoTime() <= 0) {
            throw new OutOfTimeException();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static final class OutOfTimeException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
