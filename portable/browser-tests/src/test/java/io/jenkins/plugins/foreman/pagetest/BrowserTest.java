package io.jenkins.plugins.foreman.pagetest;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import io.jenkins.plugins.foreman.cli.page.PageServer;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunHead.Verdict;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.SampleRun;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;

/** The page, served as the command line does, of runs that the test writes. */
abstract class BrowserTest extends BrowserFixture {

    final Instant start = Instant.now().minusSeconds(100);
    final List<ViewedRun> runs = new CopyOnWriteArrayList<>();
    final Acts acts = new Acts();
    SampleRun run;
    PageServer server;

    /** What the page may do, and what it did. */
    static final class Acts implements RunActs {
        volatile boolean allowed;
        volatile String refusal;
        final List<List<HostRow>> reruns = new CopyOnWriteArrayList<>();
        final List<Map<String, String>> inputs = new CopyOnWriteArrayList<>();
        volatile boolean inputsAllowed;
        volatile Runnable onRerun = () -> {};
        volatile int cancels;
        final List<List<HostRow>> cancelledHosts = new CopyOnWriteArrayList<>();

        @Override
        public boolean mayRerun() {
            return allowed;
        }

        @Override
        public boolean mayCancel() {
            return allowed;
        }

        @Override
        public boolean mayCancelHosts() {
            return allowed;
        }

        @Override
        public int cancelHosts(List<HostRow> hosts) throws Refused {
            if (refusal != null) {
                throw new Refused(refusal);
            }
            cancelledHosts.add(hosts);
            return hosts.size();
        }

        @Override
        public boolean mayChangeInputs() {
            return inputsAllowed;
        }

        @Override
        public void rerun(List<HostRow> hosts, Map<String, String> changed) throws Refused {
            if (refusal != null) {
                throw new Refused(refusal);
            }
            reruns.add(hosts);
            inputs.add(changed);
            onRerun.run();
        }

        @Override
        public void cancel() {
            cancels++;
        }
    }

    @BeforeEach
    final void serve() throws IOException {
        run = new SampleRun(directory.resolve("run"), start);
        runs.add(run.viewed());
        server = PageServer.start(new RunPage(new RunsView(() -> runs), acts), 0);
    }

    @Override
    final void stopServing() throws IOException {
        server.close();
        for (ViewedRun each : runs) {
            each.record().close();
        }
    }

    /** Opens the page with a wide, light window. */
    void open(String query) {
        open(query, 1600, ColorScheme.LIGHT);
    }

    void open(String query, int width, ColorScheme scheme) {
        open(query, new Browser.NewContextOptions().setViewportSize(width, 1000).setColorScheme(scheme));
    }

    void open(String query, Browser.NewContextOptions options) {
        navigate(server.uri() + query, options);
    }

    /** Hosts of which every fourth fails, every one with some lines of output. */
    void finishedRun(int hosts) throws IOException {
        run.attempt(228, SampleRun.hosts(hosts));
        for (int host = 1; host <= hosts; host++) {
            boolean fails = host % 4 == 0;
            run.run(
                    host,
                    0,
                    10 + host,
                    "checking host " + host + "\n"
                            + (fails ? "E: lock is held by process " + host + "\n" : "all is well\n"),
                    fails ? 100 : 0,
                    null);
        }
        run.finish(Verdict.FAILURE, hosts / 4 + " of " + hosts + " hosts failed", 10 + hosts);
    }
}
