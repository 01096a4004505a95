package io.jenkins.plugins.foreman.cli;

import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.client.JobHost;
import io.jenkins.plugins.foreman.client.JobInvocations;
import io.jenkins.plugins.foreman.invocation.JobHosts;
import io.jenkins.plugins.foreman.record.LineAssembler;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "output",
        mixinStandardHelpOptions = true,
        description = "Prints the output of a job invocation on its hosts so far.")
final class OutputCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(index = "0", paramLabel = "ID", description = "Number of the job invocation.")
    private long id;

    @Parameters(index = "1..*", paramLabel = "HOST", description = "Names of hosts; all hosts when none is given.")
    private List<String> names = List.of();

    @Option(names = "--failed", description = "Only hosts on which the job failed.")
    private boolean failed;

    @Option(names = "--json", description = "Print each piece of output as one JSON object per line.")
    private boolean json;

    @Option(names = "--raw", description = "Print each output as Foreman itself assembles it.")
    private boolean raw;

    @Option(
            names = "--since",
            paramLabel = "SECONDS",
            description =
                    "Only what was written later, in seconds since 1970 as timestamps of --json are in microseconds.")
    private BigDecimal since;

    @Override
    public Integer call() throws IOException {
        if (raw && (json || since != null)) {
            throw new ParameterException(
                    command.commandLine(),
                    "Foreman gives the raw output of a host as one whole text: leave --json and --since out.");
        }
        Foreman foreman = connection.foreman();
        JobInvocations jobs = foreman.jobInvocations();
        List<JobHost> hosts = chosen(new JobHosts(foreman, id).all());
        PrintWriter out = command.commandLine().getOut();
        for (JobHost host : hosts) {
            if (!json && hosts.size() > 1) {
                out.println(
                        "==> " + Text.line(host.name()) + " (" + host.state().label() + ") <==");
            }
            print(out, jobs, host);
            out.flush();
        }
        return ExitCode.OK;
    }

    private List<JobHost> chosen(List<JobHost> all) {
        List<JobHost> hosts = new ArrayList<>(all);
        if (!names.isEmpty()) {
            for (String name : names) {
                if (all.stream().noneMatch(host -> host.name().equals(name))) {
                    throw new ParameterException(
                            command.commandLine(), "Job invocation " + id + " has no host " + name + ".");
                }
            }
            hosts.removeIf(host -> !names.contains(host.name()));
        }
        if (failed) {
            hosts.removeIf(host -> host.state() != HostState.ERROR);
        }
        return hosts;
    }

    private void print(PrintWriter out, JobInvocations jobs, JobHost host) throws IOException {
        LineAssembler lines = new LineAssembler(true, Integer.MAX_VALUE, (line, cut) -> out.println(line));
        if (raw) {
            String text = jobs.rawOutput(id, host.id());
            lines.feed(text == null ? "" : text);
            lines.flush();
            return;
        }
        jobs.output(id, host.id(), sinceMicros(), chunk -> {
            if (chunk.isProxyNote()) {
                PrintWriter err = command.commandLine().getErr();
                err.println("foreman-job: " + Text.line(host.name() + ": " + chunk.text()));
                err.flush();
            } else if (json) {
                Json.print(out, Json.chunk(host, chunk));
            } else {
                if (chunk.exitStatus() != null) {
                    // a line of its own, whatever the script left unfinished
                    lines.flush();
                }
                lines.feed(chunk.text());
            }
        });
        lines.flush();
    }

    private Long sinceMicros() {
        return since == null ? null : since.movePointRight(6).longValue();
    }
}
