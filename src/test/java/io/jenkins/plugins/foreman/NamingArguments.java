package io.jenkins.plugins.foreman;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The arguments that name something, each with a Pipeline that names by it what belongs to a folder: {@code {T}} is the
 * name of that folder, whoever runs it.
 */
final class NamingArguments {

    private static final String COMMAND =
            "jobTemplate: 'Run Command - Script Default', pollInterval: 0, inputs: [command: '#sim lines=1']";
    private static final String WHERE = "searchQuery: 'name ~ {T}'";
    private static final String RERUN = "rerunJobInvocation pollInterval: 0, failureThreshold: '100%', ";
    private static final String BUILD = RERUN + "build: '/{T}/deploy#1'";

    /** Given in forms, by administrators or by who configures a folder or job of their own; other tests are for these. */
    static final Set<String> OF_CONFIGURATION = Set.of(
            "ForemanFolderProperty.defaultServer",
            "ForemanFolderProperty.servers",
            "ForemanParameter.server",
            "ForemanServer.caCertificate",
            "ForemanServer.location",
            "ForemanServer.name",
            "ForemanServer.organization",
            "ForemanServer.url",
            "ForemanServers.addressChanges",
            "ForemanServers.defaultServer",
            "ForemanServers.servers",
            "HostsParameter.searchQuery",
            "InputValue.secretValue",
            "JobTemplateParameter.search",
            "RerunPermissionProperty.jobs");

    static final List<Row> ALL =
            Stream.of(run(), rerun(), queries()).flatMap(List::stream).toList();

    private NamingArguments() {}

    /**
     * An argument.
     *
     * @param name class and argument
     * @param script what a job says
     */
    record Row(String name, String script) {}

    private static List<Row> run() {
        return List.of(
                new Row("FollowingStep.server", "runJobInvocation server: '{T}-server', " + COMMAND + ", " + WHERE),
                new Row(
                        "FollowingStep.credentialsId",
                        "runJobInvocation server: 'prod', credentialsId: '{T}-login', " + COMMAND
                                + ", searchQuery: 'name ~ 01'"),
                new Row("ForemanServer.credentialsId", "jobInvocation server: 'with-{T}-login', id: 1"),
                run("organization", "organization: '{T} org', " + COMMAND + ", " + WHERE),
                run("location", "location: '{T} site', " + COMMAND + ", " + WHERE),
                run("jobTemplate", COMMAND + ", " + WHERE),
                run(
                        "feature",
                        "feature: 'katello_package_install', pollInterval: 0, inputs: [package: 'vim'], " + WHERE),
                run("bookmark", "bookmark: 'web servers', " + COMMAND),
                run("hosts", "hosts: ['{T}01.example.com'], " + COMMAND),
                run("searchQuery", COMMAND + ", " + WHERE),
                run("inputs", COMMAND + ", " + WHERE),
                run("effectiveUser", "effectiveUser: 'root', " + COMMAND + ", " + WHERE),
                run("sshCredentialsId", "sshCredentialsId: '{T}-ssh', " + COMMAND + ", " + WHERE),
                run("effectiveUserCredentialsId", "effectiveUserCredentialsId: '{T}-ssh', " + COMMAND + ", " + WHERE),
                input("name", "value: 'true'"),
                input("value", "value: '{T}'"),
                input("credentialsId", "credentialsId: '{T}-token'"));
    }

    private static Row run(String argument, String arguments) {
        return new Row("RunJobInvocationStep." + argument, "runJobInvocation server: 'prod', " + arguments);
    }

    private static Row input(String argument, String value) {
        return new Row(
                "InputValue." + argument,
                "runJobInvocation server: 'prod', jobTemplate: 'Run Command - Script Default', pollInterval: 0, "
                        + WHERE + ", inputs: [[name: 'command', " + value + "]]");
    }

    private static List<Row> rerun() {
        return List.of(
                new Row("RerunJobInvocationStep.build", BUILD),
                new Row("RerunJobInvocationStep.run", BUILD + ", run: '1'"),
                new Row("RerunJobInvocationStep.hosts", BUILD + ", hosts: ['{T}01.example.com']"),
                new Row("RerunJobInvocationStep.id", RERUN + "server: 'prod', id: 1"),
                new Row("RerunJobInvocationStep.effectiveUser", RERUN + "server: 'prod', id: 1, effectiveUser: 'root'"),
                new Row("RerunJobInvocationStep.sshCredentialsId", BUILD + ", sshCredentialsId: '{T}-ssh'"),
                new Row(
                        "RerunJobInvocationStep.effectiveUserCredentialsId",
                        BUILD + ", effectiveUserCredentialsId: '{T}-ssh'"),
                new Row("WaitForJobInvocationStep.id", "waitForJobInvocation server: 'prod', id: 1"));
    }

    private static List<Row> queries() {
        String host = "'{T}01.example.com'";
        return List.of(
                new Row("QueryStep.server", "jobInvocation server: '{T}-server', id: 1"),
                new Row("QueryStep.credentialsId", "jobInvocation server: 'prod', credentialsId: '{T}-login', id: 1"),
                new Row("JobInvocationStep.id", "jobInvocation server: 'prod', id: 1"),
                new Row("CancelJobInvocationStep.id", "cancelJobInvocation server: 'prod', id: 1"),
                new Row("CancelJobInvocationStep.search", "cancelJobInvocation server: 'prod', id: 1, search: " + host),
                new Row("FindJobInvocationsStep.search", "findJobInvocations server: 'prod', search: 'id > 0'"),
                new Row("FindJobInvocationsStep.order", "findJobInvocations server: 'prod', order: 'id ASC'"),
                new Row("JobInvocationHostsStep.id", "jobInvocationHosts server: 'prod', id: 1"),
                new Row("JobInvocationHostsStep.search", "jobInvocationHosts server: 'prod', id: 1, search: " + host),
                new Row("JobInvocationOutputStep.id", "jobInvocationOutput server: 'prod', id: 1, host: " + host),
                new Row("JobInvocationOutputStep.host", "jobInvocationOutput server: 'prod', id: 1, host: " + host),
                new Row("JobInvocationOutputsStep.id", "jobInvocationOutputs server: 'prod', id: 1"),
                new Row(
                        "JobInvocationOutputsStep.search",
                        "jobInvocationOutputs server: 'prod', id: 1, search: " + host),
                new Row("RerunJobInvocationByForemanStep.id", "rerunJobInvocationByForeman server: 'prod', id: 1"),
                new Row(
                        "RerunJobInvocationByForemanStep.hosts",
                        "rerunJobInvocationByForeman server: 'prod', id: 1, allowAllHosts: true, hosts: [" + host
                                + "]"),
                new Row("PreviewJobInvocationHostsStep.hosts", preview("hosts: [" + host + "]")),
                new Row("PreviewJobInvocationHostsStep.searchQuery", preview(WHERE)),
                new Row("PreviewJobInvocationHostsStep.bookmark", preview("bookmark: 'web servers'")));
    }

    private static String preview(String arguments) {
        return "previewJobInvocationHosts server: 'prod', " + arguments;
    }
}
