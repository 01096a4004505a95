package io.jenkins.plugins.foreman.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.invocation.JobHosts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a job invocation.")
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "ID", description = "Number of the job invocation.")
    private long id;

    @Option(names = "--hosts", description = "Show every host, too.")
    private boolean withHosts;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Foreman foreman = connection.foreman();
        JobInvocation job = Ghost.show(foreman, id);
        List<JobHost> hosts = withHosts ? new JobHosts(foreman, id).all() : List.of();
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            ObjectNode node = Json.job(foreman, job);
            if (withHosts) {
                node.set("hosts", Json.hosts(hosts));
            }
            Json.print(out, node);
        } else {
            print(out, foreman, job, hosts);
        }
        return ExitCode.OK;
    }

    private void print(PrintWriter out, Foreman foreman, JobInvocation job, List<JobHost> hosts) {
        HostCounts counts = job.counts();
        JobInvocation.TargetingView targeting = job.targeting();
        List<List<String>> fields = new ArrayList<>();
        add(fields, "Job", "#" + job.id() + " " + Text.line(job.description()));
        add(fields, "Status", job.status().label() + (job.isPaused() ? " (its task is paused)" : ""));
        add(fields, "Template", job.templateName());
        add(fields, "Category", job.jobCategory());
        add(fields, "Search", targeting == null ? null : targeting.searchQuery());
        add(fields, "Start", job.startAt());
        add(fields, "Succeeded", counts.succeeded());
        add(fields, "Failed", counts.failed());
        add(fields, "Cancelled", counts.cancelled());
        add(fields, "Pending", counts.pending());
        add(fields, "Hosts", counts.total() == null ? counts.totalHosts() : counts.total());
        add(fields, "Page", foreman.jobLink(job.id()));
        Text.table(fields).forEach(out::println);
        if (withHosts) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("ID", "HOST", "STATUS"));
            hosts.forEach(host -> rows.add(List.of(
                    Long.toString(host.id()),
                    Text.line(host.name()),
                    host.state().label())));
            out.println();
            Text.table(rows).forEach(out::println);
        }
    }

    private static void add(List<List<String>> fields, String name, @CheckForNull Object value) {
        if (value != null) {
            fields.add(List.of(name, Text.line(value)));
        }
    }
}
