package io.jenkins.plugins.foreman.pagetest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.HostScript;
import io.jenkins.plugins.foreman.simulator.SimHost;
import io.jenkins.plugins.foreman.simulator.SimJobInvocation;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The page of a job that really runs: the command line follows it on a simulated Foreman, whose time stands still until a
 * test moves it, while the browser looks.
 */
class LiveRunTest extends BrowserFixture {

    private static final int SECONDS = 60;
    private static final String BROKEN = "host0002.example.com";

    private final Set<Integer> tried = new HashSet<>();
    private ForemanSimulator foreman;
    private FollowedJob job;

    @BeforeEach
    void run() throws Exception {
        foreman = ForemanSimulator.builder()
                .hosts(4)
                .clock(SimulatorClock.manual(Instant.now()))
                .start();
        foreman.fleet().scripts(this::script);
        job = FollowedJob.start(
                directory,
                Map.of(
                        "FOREMAN_SERVER_URL", foreman.uri().toString(),
                        "FOREMAN_USERNAME", "admin",
                        "FOREMAN_PASSWORD", "changeme"),
                "run",
                "--template",
                "Run Command - Script Default",
                "--search",
                "name ~ host",
                "--input",
                "command=update",
                "--page");
        navigate(job.page(), new Browser.NewContextOptions().setViewportSize(1600, 1000));
        assertThat(rows()).hasCount(4);
    }

    /** A line a second for a minute; one host fails the first time that it is tried. */
    private synchronized HostScript script(SimHost host) {
        HostScript.Builder script = HostScript.builder();
        for (int second = 1; second <= SECONDS; second++) {
            script.stdout(Duration.ofSeconds(second), "line " + second + "\n");
        }
        if (host.name().equals(BROKEN) && tried.add(host.id())) {
            script.stderr(Duration.ofSeconds(SECONDS), "E: lock is held\n").exit(100);
        }
        return script.build();
    }

    @Override
    void stopServing() throws InterruptedException {
        job.close();
        foreman.close();
    }

    private void pass(int seconds) {
        foreman.clock().advance(Duration.ofSeconds(seconds));
    }

    private SimJobInvocation last() {
        return foreman.jobInvocations().get(foreman.jobInvocations().size() - 1);
    }

    @Test
    void countsAndOutputGrowWhileOneLooks() {
        pass(10);
        assertThat(count("running")).hasText("4");
        row("host0001").click();
        Locator output = output("host0001");
        assertThat(output).containsText("line 5");
        assertThat(row("host0003")).containsText("line");

        pass(20);
        assertThat(output).containsText("line 25");

        pass(120);
        assertThat(count("succeeded")).hasText("3");
        assertThat(count("failed")).hasText("1");
        assertThat(output).containsText("line 60");
        assertThat(row("host0002")).containsText("E: lock is held");
        assertThat(page.locator(".foreman-head")).containsText("Failed");
    }

    @Test
    void theJobIsCancelledFromThePage() {
        pass(10);
        assertThat(count("running")).hasText("4");
        button("Cancel").click();
        dialog().getByText("Cancel the job").click();
        page.waitForCondition(() -> last().cancelRequested());

        pass(60);
        assertThat(page.locator(".foreman-head")).containsText("Cancelled on the page.");
        assertThat(count("running")).hasText("0");
        assertThat(page.locator(".foreman-head .foreman-button--danger")).isHidden();
        assertThat(job.isAlive()).isTrue();
    }

    @Test
    void theFailedHostIsRunAgainFromThePageWhichShowsBoth() throws Exception {
        pass(10);
        assertThat(button("Rerun 1 failed")).hasCount(0);
        pass(120);
        button("Rerun 1 failed").click();
        assertThat(dialog()).containsText(BROKEN);
        dialog().getByText("Run on 1 host").click();
        assertThat(page.locator(".foreman-attempts")).containsText("2 · Rerun");
        page.waitForCondition(() -> foreman.jobInvocations().size() == 2);
        assertThat(last().hosts()).containsExactly(BROKEN);

        pass(10);
        assertThat(count("running")).hasText("1");
        pass(120);
        assertThat(count("succeeded")).hasText("1");
        assertThat(foreman.jobInvocations()).hasSize(2);
        page.getByText("1 · First run").click();
        assertThat(count("failed")).hasText("1");
        assertThat(button("Rerun 1 failed")).hasCount(0);
        page.getByText("All merged").click();
        assertThat(count("succeeded")).hasText("4");
        assertThat(count("failed")).hasText("0");
        assertThat(page.locator(".foreman-head__message")).hasText("All 4 hosts succeeded.");
        assertThat(job.printed()).contains("asked for on the page, on one host.");
        page.waitForCondition(() -> job.printed().contains("one host: 1 succeeded"));
    }

    @Test
    void theRerunOfARerunHasTheInputsThatTheFirstWasGiven() throws Exception {
        pass(10);
        pass(120);
        button("Rerun 1 failed").click();
        dialog().getByText("Change inputs for this rerun").click();
        dialog().getByLabel("command").fill("upgrade");
        dialog().getByText("Run on 1 host").click();
        page.waitForCondition(() -> foreman.jobInvocations().size() == 2);
        assertThat(last().inputs()).containsEntry("command", "upgrade");
        pass(10);
        pass(120);
        assertThat(page.locator(".foreman-attempts")).containsText("2 · Rerun");

        page.getByText("Run again on …").click();
        page.locator(".foreman-menu").getByText("All 4 hosts").click();
        assertThat(dialog()).containsText("upgrade");
        dialog().getByText("Run on 4 hosts").click();
        page.waitForCondition(() -> foreman.jobInvocations().size() == 3);
        assertThat(last().inputs()).containsEntry("command", "upgrade");
    }

    @Test
    void foremanGoesAwayAndComesBack() {
        pass(10);
        assertThat(count("running")).hasText("4");
        foreman.stopListening();
        Locator notice = page.locator(".foreman-notice--warning:visible");
        assertThat(notice).containsText("Foreman");
        assertThat(count("running")).hasText("4");

        foreman.startListening();
        assertThat(page.locator(".foreman-toast")).hasText("The problem is over.");
        assertThat(notice).hasCount(0);
        pass(120);
        assertThat(count("succeeded")).hasText("3");
    }

    @Test
    void theServerOfThePageIsLostAndFoundAgain() {
        pass(10);
        assertThat(count("running")).hasText("4");
        context.setOffline(true);
        Locator notice = page.locator(".foreman-notice--warning:visible");
        assertThat(notice).containsText("The connection to the program that serves this page is lost.");
        pass(120);

        context.setOffline(false);
        assertThat(page.locator(".foreman-toast")).containsText("Connected to");
        assertThat(notice).hasCount(0);
        assertThat(count("succeeded")).hasText("3");
        forgetThatAddressesCannotBeReached();
    }

    @Test
    void anInterruptCancelsTheJobAndThePageSaysThatItsServerIsGone() throws Exception {
        pass(10);
        assertThat(count("running")).hasText("4");
        var ended = CompletableFuture.supplyAsync(this::interrupt);
        page.waitForCondition(() -> last().cancelRequested());
        pass(60);
        assertThat(ended.get()).isNotZero();

        assertThat(page.locator(".foreman-notice--warning:visible"))
                .containsText("The connection to the program that serves this page is lost.");
        forgetThatAddressesCannotBeReached();
    }

    private int interrupt() {
        try {
            return job.interrupt();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The browser itself says that it could not reach an address. */
    private void forgetThatAddressesCannotBeReached() {
        tolerated.add("net::ERR_");
    }
}
