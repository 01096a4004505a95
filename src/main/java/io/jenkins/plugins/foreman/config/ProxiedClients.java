package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import java.net.http.HttpClient;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/**
 * Makes HTTP clients that use the proxy of Jenkins. Equal while the proxy is configured as it is: Jenkins makes a new
 * object of each change.
 *
 * @param proxy null for none
 */
record ProxiedClients(@CheckForNull ProxyConfiguration proxy) implements Supplier<HttpClient.Builder> {

    @NonNull
    static ProxiedClients now() {
        return new ProxiedClients(Jenkins.get().getProxy());
    }

    @Override
    public HttpClient.Builder get() {
        return ProxyConfiguration.newHttpClientBuilder();
    }
}
