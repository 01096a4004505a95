package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanConnection;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How to reach Foreman. There is no option for the password: every user of the machine can read the arguments of every
 * process. The variables are named as Foreman's Ansible collection names them.
 */
final class ConnectionOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-s", "--server"},
            paramLabel = "URL",
            description = "Address of Foreman. Default: $FOREMAN_SERVER_URL.")
    private String server;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "LOGIN",
            description = "Login. Default: $FOREMAN_USERNAME. The password or personal access token is taken from"
                    + " $FOREMAN_PASSWORD, or asked for.")
    private String user;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificate authorities in PEM that are trusted besides the usual ones.")
    private Path ca;

    @Option(names = "--organization", paramLabel = "NAME", description = "Only what belongs to this organization.")
    private String organization;

    @Option(names = "--location", paramLabel = "NAME", description = "Only what belongs to this location.")
    private String location;

    @Option(
            names = "--request-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            converter = Converters.Seconds.class,
            description = "For one call to Foreman. Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    /** A Foreman as the options and the environment say. */
    Foreman foreman() {
        return new Foreman(connection());
    }

    ForemanConnection connection() {
        Environment environment = ForemanJob.environment(command);
        URI url = url(needed(server, environment, "--server", "FOREMAN_SERVER_URL"));
        String login = needed(user, environment, "--user", "FOREMAN_USERNAME", "FOREMAN_USER");
        String password = environment.variable("FOREMAN_PASSWORD");
        if (password == null) {
            password = environment.secrets().apply("Password or token of " + login + " on " + url.getHost());
        }
        if (password == null) {
            throw usage("There is no password: set FOREMAN_PASSWORD, or run this in a terminal to be asked for it.");
        }
        String secret = password;
        return new ForemanConnection(
                url,
                login,
                () -> secret,
                organization,
                location,
                certificates(),
                Duration.ofSeconds(10),
                timeout,
                HttpClient::newBuilder);
    }

    private String needed(@CheckForNull String given, Environment environment, String option, String... variables) {
        String value = given == null ? environment.variable(variables) : given;
        if (value == null) {
            throw usage("Missing option: give " + option + ", or set " + variables[0] + ".");
        }
        return value;
    }

    private URI url(String text) {
        try {
            URI url = new URI(text.contains("://") ? text : "https://" + text);
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below in the same words.
        }
        throw usage("Not the address of a Foreman: " + text + ". Give it as https://foreman.example.com.");
    }

    @CheckForNull
    private String certificates() {
        if (ca == null) {
            return null;
        }
        try {
            return TextFile.read(ca);
        } catch (IOException e) {
            throw usage("The certificates of --ca cannot be read. " + e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
