package io.jenkins.plugins.foreman.client;

/** The one place that speaks HTTP: headers, login, timeouts, TLS, and the way from a reply to an exception. */
final class ForemanHttp {

    private final ForemanConnection connection;

    ForemanHttp(ForemanConnection connection) {
        this.connection = connection;
    }
}
