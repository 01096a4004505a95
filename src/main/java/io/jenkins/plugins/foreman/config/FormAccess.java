package io.jenkins.plugins.foreman.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import io.jenkins.plugins.foreman.client.TrustedCertificates;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * Who may do what in the form of a server. Globally it takes an administrator and not just a manager: whoever sets the
 * address of a server is sent the password of any credentials.
 */
final class FormAccess {

    private FormAccess() {}

    /** The owner of the server in the form: Jenkins, or the folder; null where no servers are configured. */
    @CheckForNull
    static ItemGroup<?> owner(@CheckForNull Item item) {
        if (item == null) {
            return Jenkins.get();
        }
        return item instanceof ItemGroup<?> group ? group : null;
    }

    static boolean mayConfigure(@CheckForNull Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    static void checkConfigure(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
    }

    static boolean mayUseCredentials(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    static FormValidation checkCertificates(String pem) {
        if (pem.isBlank()) {
            return FormValidation.ok();
        }
        try {
            return FormValidation.ok(Messages.ForemanServer_certificates(
                    TrustedCertificates.parse(pem).size()));
        } catch (CertificateException e) {
            return FormValidation.error(Messages.ForemanServer_badCertificate(e.getMessage()));
        }
    }

    static FormValidation test(ResolvedServer server) {
        try {
            List<FormValidation> results = new ArrayList<>();
            for (Finding finding : new ConnectionTest(server.connection(null), ConnectionTest.TIME).run()) {
                results.add(
                        switch (finding.level()) {
                            case OK -> FormValidation.ok(finding.text());
                            case WARNING -> FormValidation.warning(finding.text());
                            case ERROR -> FormValidation.error(finding.text());
                        });
            }
            return FormValidation.aggregate(results);
        } catch (AbortException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
