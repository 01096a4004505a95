package io.jenkins.plugins.foreman.config;

/** Servers for tests. */
final class Samples {

    private Samples() {}

    static ForemanServer small(String name) {
        return new ForemanServer(name, "https://foreman.example.com", "");
    }

    /** With every field set, and set to something else than its default. */
    static ForemanServer full(String name) {
        ForemanServer server = new ForemanServer(name, "https://foreman.example.com/path", "foreman-login");
        server.setOrganization("ACME");
        server.setLocation("Brno");
        server.setCaCertificate("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----");
        server.setConnectTimeout(11);
        server.setRequestTimeout(61);
        server.setPatience(31);
        server.setRequestsInFlight(5);
        server.setRequestsPerMinute(241);
        server.setHideBuild(true);
        return server;
    }
}
