package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * One Foreman as it is configured: where it is, who talks to it, and how much may be asked of it. The setters are for
 * binding; a configured server does not change, it is replaced.
 */
public final class ForemanServer implements Describable<ForemanServer> {

    private final String name;
    private final String url;
    private final String credentialsId;

    private String organization;
    private String location;
    private String caCertificate;
    private int connectTimeout = DescriptorImpl.CONNECT_TIMEOUT;
    private int requestTimeout = DescriptorImpl.REQUEST_TIMEOUT;
    private int patience = DescriptorImpl.PATIENCE;
    private int requestsInFlight = DescriptorImpl.REQUESTS_IN_FLIGHT;
    private int requestsPerMinute = DescriptorImpl.REQUESTS_PER_MINUTE;
    private boolean hideBuild;

    /** Takes whatever a form or a file gives; {@link ServerList} judges it. */
    @DataBoundConstructor
    public ForemanServer(String name, String url, String credentialsId) {
        this.name = name == null ? "" : name.trim();
        this.url = url == null ? "" : url.trim();
        this.credentialsId = credentialsId == null ? "" : credentialsId.trim();
    }

    /** What jobs call it. */
    @NonNull
    public String getName() {
        return orEmpty(name);
    }

    /** Address of Foreman itself, not of its API. */
    @NonNull
    public String getUrl() {
        return orEmpty(url);
    }

    /** Id of credentials with user name and password or personal access token; empty for none. */
    @NonNull
    public String getCredentialsId() {
        return orEmpty(credentialsId);
    }

    /** Name or id, null for any. */
    @CheckForNull
    public String getOrganization() {
        return organization;
    }

    @DataBoundSetter
    public void setOrganization(@CheckForNull String organization) {
        this.organization = textOrNull(organization);
    }

    /** Name or id, null for any. */
    @CheckForNull
    public String getLocation() {
        return location;
    }

    @DataBoundSetter
    public void setLocation(@CheckForNull String location) {
        this.location = textOrNull(location);
    }

    /** PEM of authorities that are trusted for this server besides those of the JVM, null for none. */
    @CheckForNull
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(@CheckForNull String caCertificate) {
        this.caCertificate = textOrNull(caCertificate);
    }

    /** Seconds. */
    public int getConnectTimeout() {
        return bounded(connectTimeout, DescriptorImpl.CONNECT_TIMEOUT, DescriptorImpl.LONGEST_CONNECT);
    }

    @DataBoundSetter
    public void setConnectTimeout(int connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    /** Seconds for a whole request. */
    public int getRequestTimeout() {
        return bounded(requestTimeout, DescriptorImpl.REQUEST_TIMEOUT, DescriptorImpl.LONGEST_REQUEST);
    }

    @DataBoundSetter
    public void setRequestTimeout(int requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    /** Minutes for which a build waits for a server that cannot be reached. */
    public int getPatience() {
        return bounded(patience, DescriptorImpl.PATIENCE, DescriptorImpl.LONGEST_PATIENCE);
    }

    @DataBoundSetter
    public void setPatience(int patience) {
        this.patience = patience;
    }

    /** The same as a duration. */
    @NonNull
    public Duration patience() {
        return Duration.ofMinutes(getPatience());
    }

    /** How many requests all builds together may have open at the same time. */
    public int getRequestsInFlight() {
        return bounded(requestsInFlight, DescriptorImpl.REQUESTS_IN_FLIGHT, ServerBudget.MOST_IN_FLIGHT);
    }

    @DataBoundSetter
    public void setRequestsInFlight(int requestsInFlight) {
        this.requestsInFlight = requestsInFlight;
    }

    /** How many requests all builds together may make in a minute. */
    public int getRequestsPerMinute() {
        return bounded(requestsPerMinute, DescriptorImpl.REQUESTS_PER_MINUTE, ServerBudget.MOST_PER_MINUTE);
    }

    @DataBoundSetter
    public void setRequestsPerMinute(int requestsPerMinute) {
        this.requestsPerMinute = requestsPerMinute;
    }

    /** Whether the descriptions of jobs in Foreman do not name the builds that they come from. */
    public boolean isHideBuild() {
        return hideBuild;
    }

    @DataBoundSetter
    public void setHideBuild(boolean hideBuild) {
        this.hideBuild = hideBuild;
    }

    /** A file may leave out anything. */
    private static String orEmpty(@CheckForNull String text) {
        return text == null ? "" : text;
    }

    /** Says which number cannot be used, in a form or a file that somebody writes now; null when all can. */
    @CheckForNull
    String badNumber() {
        return Stream.of(
                        outside(
                                connectTimeout,
                                DescriptorImpl.LONGEST_CONNECT,
                                Messages.ForemanServer_connectTimeout()),
                        outside(
                                requestTimeout,
                                DescriptorImpl.LONGEST_REQUEST,
                                Messages.ForemanServer_requestTimeout()),
                        outside(patience, DescriptorImpl.LONGEST_PATIENCE, Messages.ForemanServer_patience()),
                        outside(
                                requestsInFlight,
                                ServerBudget.MOST_IN_FLIGHT,
                                Messages.ForemanServer_requestsInFlight()),
                        outside(
                                requestsPerMinute,
                                ServerBudget.MOST_PER_MINUTE,
                                Messages.ForemanServer_requestsPerMinute()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @CheckForNull
    private static String outside(int value, int most, String what) {
        return value > 0 && value <= most ? null : Messages.ForemanServer_badNumber(what, most, value);
    }

    @CheckForNull
    private static String textOrNull(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }

    /** Where it is used, since files and requests pass round the setters. */
    private static int bounded(int value, int otherwise, int most) {
        return value > 0 ? Math.min(value, most) : otherwise;
    }

    /** Form of a server, globally and in a folder. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ForemanServer> {

        /** Default of {@link ForemanServer#getConnectTimeout()}. */
        public static final int CONNECT_TIMEOUT = 10;
        /** Default of {@link ForemanServer#getRequestTimeout()}. */
        public static final int REQUEST_TIMEOUT = 60;
        /** Default of {@link ForemanServer#getPatience()}. */
        public static final int PATIENCE = 30;
        /** Default of {@link ForemanServer#getRequestsInFlight()}. */
        public static final int REQUESTS_IN_FLIGHT = 4;
        /** Default of {@link ForemanServer#getRequestsPerMinute()}. */
        public static final int REQUESTS_PER_MINUTE = 240;

        /** Seconds. */
        static final int LONGEST_CONNECT = 600;
        /** Seconds. */
        static final int LONGEST_REQUEST = 3600;
        /** Minutes of a month. */
        static final int LONGEST_PATIENCE = 43_200;

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ForemanServer_displayName();
        }

        /** Says whether the name can be used. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            if (!FormAccess.mayConfigure(item) || !value.isBlank()) {
                return FormValidation.ok();
            }
            return FormValidation.error(Messages.ServerList_noName());
        }

        /** Says whether the address is one, without asking there. */
        @POST
        public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
            if (!FormAccess.mayConfigure(item)) {
                return FormValidation.ok();
            }
            String problem = ServerUrl.problem(value);
            if (problem != null) {
                return FormValidation.error(problem);
            }
            return ServerUrl.isPlain(value) ? FormValidation.warning(Messages.ServerUrl_plain()) : FormValidation.ok();
        }

        /** Says whether the text holds certificates. */
        @POST
        public FormValidation doCheckCaCertificate(@AncestorInPath Item item, @QueryParameter String value) {
            return FormAccess.mayConfigure(item) ? FormAccess.checkCertificates(value) : FormValidation.ok();
        }

        /** Says whether credentials are chosen and can be found. */
        @POST
        public FormValidation doCheckCredentialsId(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
            ItemGroup<?> owner = FormAccess.owner(item);
            if (owner == null || !FormAccess.mayUseCredentials(item)) {
                return FormValidation.ok();
            }
            if (value.isBlank()) {
                return FormValidation.error(Messages.ServerCredentials_none());
            }
            return ServerCredentials.find(owner, url, value) == null
                    ? FormValidation.error(Messages.ServerCredentials_notFound(value))
                    : FormValidation.ok();
        }

        /** Lists the credentials that the server would be used with. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String url) {
            ItemGroup<?> owner = FormAccess.owner(item);
            if (owner == null || !FormAccess.mayUseCredentials(item)) {
                return ServerCredentials.current(credentialsId);
            }
            return ServerCredentials.list(owner, url, credentialsId);
        }

        /** Asks the server whether everything is there that jobs need. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String name,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String organization,
                @QueryParameter String location,
                @QueryParameter String caCertificate) {
            FormAccess.checkConfigure(item);
            ItemGroup<?> owner = FormAccess.owner(item);
            if (owner == null) {
                return FormValidation.error(Messages.ForemanServer_notHere());
            }
            ForemanServer server = new ForemanServer(name, url, credentialsId);
            server.setOrganization(organization);
            server.setLocation(location);
            server.setCaCertificate(caCertificate);
            return FormAccess.test(new ResolvedServer(server, owner));
        }
    }
}
