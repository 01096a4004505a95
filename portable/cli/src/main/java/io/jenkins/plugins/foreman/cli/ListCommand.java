package io.jenkins.plugins.foreman.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.ForemanException;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.client.ListQuery;
import io.jenkins.plugins.foreman.client.Page;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists job invocations.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = "--search",
            paramLabel = "QUERY",
            description = "Only those that match, in Foreman's syntax: 'status = running', 'description ~ patch' ...")
    private String search;

    @Option(
            names = "--order",
            paramLabel = "FIELD",
            defaultValue = "id DESC",
            description = "Sort by this, such as 'start_at ASC'. Default: ${DEFAULT-VALUE}, the newest first.")
    private String order;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "20",
            converter = Converters.Positive.class,
            description = "At most this many. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws ForemanException {
        Foreman foreman = connection.foreman();
        List<JobInvocation> jobs = found(foreman.jobInvocations());
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            ArrayNode array = Json.array();
            jobs.forEach(job -> array.add(Json.job(foreman, job)));
            Json.print(out, array);
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("ID", "STATUS", "OK", "FAILED", "PENDING", "START", "DESCRIPTION"));
            for (JobInvocation job : jobs) {
                HostCounts counts = job.counts();
                rows.add(List.of(
                        Long.toString(job.id()),
                        Ghost.status(job),
                        Text.line(counts.succeeded()),
                        Text.line(counts.failed()),
                        Text.line(counts.pending()),
                        Text.line(job.startAt()),
                        Text.line(job.description())));
            }
            Text.table(rows).forEach(out::println);
        }
        return ExitCode.OK;
    }

    private List<JobInvocation> found(JobInvocations jobs) throws ForemanException {
        List<JobInvocation> found = new ArrayList<>();
        ListQuery query = new ListQuery(search, order, 1, Math.min(limit, JobInvocations.BATCH));
        while (found.size() < limit) {
            Page<JobInvocation> page = jobs.list(query);
            found.addAll(page.results());
            if (page.results().isEmpty() || found.size() >= page.subtotal()) {
                break;
            }
            query = query.next();
        }
        return found.subList(0, Math.min(found.size(), limit));
    }
}
