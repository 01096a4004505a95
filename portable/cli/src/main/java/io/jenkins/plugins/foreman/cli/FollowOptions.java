package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.Threshold;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How a run is followed, judged and shown. */
final class FollowOptions {

    @Option(names = "--no-wait", description = "End as soon as the job is created.")
    private boolean noWait;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "0",
            converter = Converters.Count.class,
            description = "Try the hosts that failed again, so many times.")
    private int retries;

    @Option(
            names = "--failure-threshold",
            paramLabel = "N|N%",
            converter = Converters.HostShare.class,
            description = "Fail only if more hosts fail. Default: no host may fail.")
    private Threshold failureThreshold;

    @Option(
            names = "--unstable-threshold",
            paramLabel = "N|N%",
            converter = Converters.HostShare.class,
            description = "Unstable if more hosts fail; without a failure threshold the job never fails for its hosts.")
    private Threshold unstableThreshold;

    @Option(names = "--allow-no-hosts", description = "Succeed when no host matches.")
    private boolean allowNoHosts;

    @Option(names = "--keep-running", description = "Leave the job running on Foreman when this is interrupted.")
    private boolean keepRunning;

    @Option(
            names = "--job-timeout",
            paramLabel = "SECONDS",
            converter = Converters.Seconds.class,
            description = "Cancel the job after this time and fail.")
    private Duration timeout;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "1800",
            converter = Converters.Seconds.class,
            description = "How long faults of the server or the network are tolerated. Default: ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(names = "--record", paramLabel = "DIR", description = "Keep output and results in this new directory.")
    private Path record;

    @Option(
            names = "--log",
            paramLabel = "MODE",
            defaultValue = "AUTO",
            description =
                    "How much of the hosts' output is shown: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Mode log;

    @Option(
            names = "--read-all-live",
            description =
                    "Read the output of all hosts while they run, also what nobody sees yet. It keeps output whose"
                            + " smart proxy dies, and costs Foreman several times as much.")
    private boolean readAllLive;

    @Option(names = "--json", description = "Print the result as a JSON object; what happens goes to standard error.")
    private boolean json;

    @Option(
            names = "--page",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "0",
            converter = Converters.Port.class,
            description =
                    "Show the run on a page of this machine, at this port or a free one, until interrupted. It can be"
                            + " run again from there.")
    private Integer page;

    RunSettings settings() {
        return RunSettings.builder()
                .waitForEnd(!noWait)
                .retries(retries)
                .retryPause(RunSettings.DEFAULTS.retryPause())
                .failureThreshold(Threshold.ofFailure(failureThreshold, unstableThreshold))
                .unstableThreshold(unstableThreshold == null ? Threshold.NONE : unstableThreshold)
                .failOnNoHosts(!allowNoHosts)
                .cancelOnAbort(!keepRunning)
                .pollInterval(RunSettings.DEFAULTS.pollInterval())
                .patience(patience)
                .timeout(timeout)
                .readAllLive(readAllLive)
                .build();
    }

    /** Whether a job is left alone when this is interrupted. */
    boolean keepsRunning() {
        return keepRunning;
    }

    /** Colours only for a person, and not for one who does not want them (no-color.org). */
    ConsoleOptions console() {
        boolean colours = System.console() != null && System.getenv("NO_COLOR") == null;
        return new ConsoleOptions(log, colours, ConsoleOptions.DEFAULT.maxLinesPerHost());
    }

    @CheckForNull
    Path record() {
        return record;
    }

    /** Port of the page, 0 for a free one; null for no page. */
    @CheckForNull
    Integer page() {
        return page;
    }

    boolean json() {
        return json;
    }

    /** What happens is told where the result is not. */
    @NonNull
    PrintWriter log(@NonNull CommandSpec command) {
        return json ? command.commandLine().getErr() : command.commandLine().getOut();
    }
}
