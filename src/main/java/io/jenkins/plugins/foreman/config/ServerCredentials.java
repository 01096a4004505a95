package io.jenkins.plugins.foreman.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;

/** Lists and finds the credentials of a server: both with the same owner, authentication, type and domain. */
final class ServerCredentials {

    private static final Class<StandardUsernamePasswordCredentials> TYPE = StandardUsernamePasswordCredentials.class;

    private ServerCredentials() {}

    @NonNull
    static ListBoxModel list(@NonNull ItemGroup<?> owner, @CheckForNull String url, @CheckForNull String current) {
        return new StandardListBoxModel()
                .includeEmptyValue()
                .includeMatchingAs(ACL.SYSTEM2, owner, TYPE, domain(url), CredentialsMatchers.always())
                .includeCurrentValue(current == null ? "" : current);
    }

    /** What somebody sees who may not list credentials. */
    @NonNull
    static ListBoxModel current(@CheckForNull String current) {
        return new StandardListBoxModel().includeCurrentValue(current == null ? "" : current);
    }

    @CheckForNull
    static StandardUsernamePasswordCredentials find(
            @NonNull ItemGroup<?> owner, @CheckForNull String url, @NonNull String id) {
        return CredentialsProvider.findCredentialByIdInItemGroup(id, TYPE, owner, ACL.SYSTEM2, domain(url));
    }

    @NonNull
    static List<DomainRequirement> domain(@CheckForNull String url) {
        return URIRequirementBuilder.fromUri(url).build();
    }
}
