package io.jenkins.plugins.foreman;

import io.jenkins.plugins.foreman.config.ForemanFolderProperty;
import io.jenkins.plugins.foreman.config.ForemanServer;
import io.jenkins.plugins.foreman.config.ForemanServers;
import io.jenkins.plugins.foreman.freestyle.RerunPublisher;
import io.jenkins.plugins.foreman.job.InputValue;
import io.jenkins.plugins.foreman.job.Recurrence;
import io.jenkins.plugins.foreman.job.Scheduling;
import io.jenkins.plugins.foreman.parameters.HostsParameter;
import io.jenkins.plugins.foreman.steps.JobInvocationHostsStep;
import io.jenkins.plugins.foreman.steps.RerunJobInvocationByForemanStep;
import io.jenkins.plugins.foreman.steps.RerunJobInvocationStep;
import io.jenkins.plugins.foreman.steps.RunJobInvocationStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the plugin answers on the web, and to whom: one row for each method, or for each place where it matters. */
final class WebMethods {

    private static final Set<String> ADMIN = Set.of("admin");
    private static final Set<String> OWNERS = Set.of("owner", "admin");
    private static final Set<String> BUILDERS = Set.of("builder", "admin");
    private static final Set<String> READERS = Set.of("reader", "builder", "owner", "admin");

    private static final String FOLDER = "job/folder/";
    private static final String JOB = FOLDER + "job/job/";
    private static final String RUN = JOB + "1/foreman/run/1/";
    private static final String TEMPLATE = "Run Command - Script Default";
    private static final String PROBLEM = "class=\"error\"";
    private static final String DOUBT = "class=\"warning\"";

    static final List<Row> ALL = Stream.of(server(""), server(FOLDER), servers(), step(), request(), page())
            .flatMap(List::stream)
            .toList();

    private WebMethods() {}

    /** How a method is called. */
    enum Verb {
        GET,
        POST;

        Verb other() {
            return this == GET ? POST : GET;
        }
    }

    /**
     * A web method.
     *
     * @param method class and name, as the table is searched
     * @param servedTo users who get {@code tells}
     * @param tells what others must not learn
     * @param isSilent whether others get an empty answer instead of an error, as in the middle of a form
     */
    record Row(
            String method,
            Verb verb,
            String path,
            Map<String, String> parameters,
            Set<String> servedTo,
            String tells,
            boolean isSilent) {}

    private static List<Row> server(String place) {
        Set<String> who = place.isEmpty() ? ADMIN : OWNERS;
        return List.of(
                silent(place, ForemanServer.class, "checkName", who, PROBLEM, "value", ""),
                silent(place, ForemanServer.class, "checkUrl", who, PROBLEM, "value", "nonsense"),
                silent(place, ForemanServer.class, "checkCaCertificate", who, PROBLEM, "value", "nonsense"),
                silent(place, ForemanServer.class, "checkCredentialsId", who, PROBLEM, "value", "nothing"),
                silent(place, ForemanServer.class, "fillCredentialsIdItems", who, "deployer", "credentialsId", ""),
                refused(
                        place,
                        ForemanServer.class,
                        "testConnection",
                        who,
                        "Connected to Foreman",
                        "name",
                        "sim",
                        "credentialsId",
                        "deployer"));
    }

    private static List<Row> servers() {
        String path = "descriptorByName/" + ForemanServers.class.getName();
        return List.of(
                new Row(
                        "ForemanServers.doFillDefaultServerItems",
                        Verb.POST,
                        path + "/fillDefaultServerItems",
                        Map.of(),
                        ADMIN,
                        "sim",
                        true),
                new Row(
                        "ForemanServers.doCheckDefaultServer",
                        Verb.POST,
                        path + "/checkDefaultServer",
                        Map.of("value", "other"),
                        ADMIN,
                        DOUBT,
                        true),
                new Row(
                        "ForemanServers.doCheckAddressChanges",
                        Verb.POST,
                        path + "/checkAddressChanges",
                        Map.of("value", "https://only-one.example.com"),
                        ADMIN,
                        PROBLEM,
                        true),
                silent(FOLDER, ForemanFolderProperty.class, "fillDefaultServerItems", OWNERS, "sim"));
    }

    private static List<Row> step() {
        return List.of(
                form("JobFormDescriptor", "fillServerItems", OWNERS, "sim"),
                form("JobFormDescriptor", "fillCredentialsIdItems", OWNERS, "deployer"),
                form("JobFormDescriptor", "fillConsoleOutputItems", READERS, "GROUPED"),
                form("JobFormDescriptor", "checkId", READERS, PROBLEM, "value", "0"),
                form("JobFormDescriptor", "checkFailureThreshold", READERS, PROBLEM, "value", "some"),
                form("JobFormDescriptor", "checkUnstableThreshold", READERS, PROBLEM, "value", "some"),
                silent(JOB, RerunJobInvocationStep.class, "fillWhichItems", READERS, "SUCCEEDED"),
                silent(JOB, RerunJobInvocationByForemanStep.class, "fillWhichItems", READERS, "SUCCEEDED"),
                silent(JOB, JobInvocationHostsStep.class, "fillStateItems", READERS, "error"),
                silent(JOB, RerunPublisher.class, "fillCountingItems", READERS, "WORSEN"),
                silent(JOB, InputValue.class, "fillCredentialsIdItems", OWNERS, "deployer"),
                silent(JOB, Scheduling.class, "checkStartAt", READERS, PROBLEM, "value", "soon"),
                silent(JOB, Scheduling.class, "checkStartBefore", READERS, PROBLEM, "value", "soon"),
                silent(JOB, Recurrence.class, "checkCronLine", READERS, PROBLEM, "value", ""),
                silent(JOB, Recurrence.class, "checkEndTime", READERS, PROBLEM, "value", "soon"));
    }

    private static List<Row> request() {
        String type = "RequestFormDescriptor";
        return List.of(
                form(type, "fillJobTemplateItems", OWNERS, TEMPLATE, "server", "sim"),
                form(type, "fillFeatureItems", OWNERS, "katello_package_install", "server", "sim"),
                form(type, "fillBookmarkItems", OWNERS, "web servers", "server", "sim"),
                form(type, "checkJobTemplate", OWNERS, DOUBT, "server", "sim", "value", "No such template"),
                form(type, "checkSearchQuery", READERS, PROBLEM, "value", ""),
                form(type, "fillSshCredentialsIdItems", OWNERS, "deployer"),
                form(type, "fillEffectiveUserCredentialsIdItems", OWNERS, "deployer"),
                loud(form(type, "previewHosts", OWNERS, "2 hosts", "searchQuery", "name ~ host")),
                loud(form(type, "templateInputs", OWNERS, "\"name\":\"command\"", "jobTemplate", TEMPLATE)));
    }

    private static List<Row> page() {
        return List.of(
                new Row(
                        "ForemanParameter$ForemanParameterDescriptor.doFillServerItems",
                        Verb.POST,
                        JOB + "descriptorByName/" + HostsParameter.class.getName() + "/fillServerItems",
                        Map.of(),
                        OWNERS,
                        "sim",
                        true),
                new Row(
                        "ForemanParameter$ForemanParameterDescriptor.doOffered",
                        Verb.POST,
                        JOB + "descriptorByName/" + HostsParameter.class.getName() + "/offered",
                        Map.of("parameter", "HOSTS"),
                        BUILDERS,
                        "host0001",
                        false),
                shown("doTexts", "texts", READERS, "act.rerun.notNow"),
                shown("doSummary", "summary", READERS, "\"attempts\""),
                shown("doJob", "job", READERS, "\"known\""),
                shown("doTimeline", "timeline", READERS, "\"slowest\""),
                shown("doHosts", "hosts", READERS, "host0001"),
                shown("doIds", "ids", READERS, "\"ids\""),
                shown("doRerunHosts", "rerun-hosts", BUILDERS, "host0001"),
                shown("doFailures", "failures", READERS, "\"pending\""),
                shown("doOutput", "output", READERS, "must be a number"),
                shown("doSearch", "search", READERS, "must be a number"),
                shown("doSearchAll", "search-all", READERS, "q must have"),
                shown("doDownload", "download", READERS, "host0001"),
                shown("doCsv", "export.csv", READERS, "host0001"),
                shown("doJson", "export.json", READERS, "host0001"),
                shown("doHtml", "report.html", READERS, "host0001"),
                shown("doJunit", "junit.xml", READERS, "host0001"),
                new Row("RunGroup.doRerun", Verb.POST, RUN + "rerun", Map.of(), BUILDERS, "hosts must", false),
                new Row(
                        "RunGroup.doCancel",
                        Verb.POST,
                        RUN + "cancel",
                        Map.of(),
                        BUILDERS,
                        "could be cancelled",
                        false));
    }

    private static Row shown(String method, String path, Set<String> who, String tells) {
        return new Row("RunEndpoints." + method, Verb.GET, RUN + path, Map.of(), who, tells, false);
    }

    private static Row form(String type, String what, Set<String> who, String tells, String... parameters) {
        Row row = silent(JOB, RunJobInvocationStep.class, what, who, tells, parameters);
        return new Row(
                type + ".do" + capital(what),
                row.verb,
                row.path,
                row.parameters,
                row.servedTo,
                row.tells,
                row.isSilent);
    }

    private static Row loud(Row row) {
        return new Row(row.method, row.verb, row.path, row.parameters, row.servedTo, row.tells, false);
    }

    private static Row refused(
            String place, Class<?> type, String what, Set<String> who, String tells, String... parameters) {
        return loud(silent(place, type, what, who, tells, parameters));
    }

    private static Row silent(
            String place, Class<?> type, String what, Set<String> who, String tells, String... parameters) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        return new Row(
                type.getSimpleName() + "$DescriptorImpl.do" + capital(what),
                Verb.POST,
                place + "descriptorByName/" + type.getName() + "/" + what,
                values,
                who,
                tells,
                true);
    }

    private static String capital(String what) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1);
    }
}
