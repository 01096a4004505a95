package io.jenkins.plugins.foreman.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.foreman.TestProcess;
import io.jenkins.plugins.foreman.simulator.ForemanSimulator;
import io.jenkins.plugins.foreman.simulator.SimulatorClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real process and real signals. */
class InterruptTest {

    private static final long MOST_SECONDS = 60;
    private static final Duration LONG = Duration.ofDays(1);
    private static final String AGAIN = "foreman-job: Interrupt again to stop waiting.";

    private static final List<String> WITH_SIGNALS = withSignals();

    private final ForemanSimulator simulator =
            ForemanSimulator.builder().clock(SimulatorClock.running(20)).start();

    private Process process;
    private BlockingQueue<String> out;
    private BlockingQueue<String> err;

    @AfterEach
    void tidyUp() {
        if (process != null) {
            process.destroyForcibly();
        }
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource({"INT,Interrupted.,130", "TERM,Terminated.,143"})
    void anInterruptInAnOutageSaysWhatItWaitsForAndTheSecondGivesUp(String signal, String told, int exitCode)
            throws Exception {
        run();
        awaitJob(1);
        simulator.faults().unreachableFor(LONG);
        await(out, "rying again for up to");

        kill(signal);
        assertThat(await(err, told))
                .isEqualTo("foreman-job: " + told + " Cancelling the job and waiting until it has stopped: " + link(1));
        assertThat(await(err, "since")).matches("foreman-job: Failing since [0-9:]{8}: .+");
        await(err, AGAIN);

        kill(signal);
        assertThat(await(err, "Stopped"))
                .isEqualTo("foreman-job: Stopped waiting. The job itself may still be running: " + link(1));
        assertThat(exitCode()).isEqualTo(exitCode);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("running");
    }

    @Test
    void theCancelOfAnInterruptInAnOutageIsSentWhenForemanIsBack() throws Exception {
        run();
        awaitJob(1);
        simulator.faults().downFor(LONG);
        await(out, "rying again for up to");

        kill("INT");
        await(err, AGAIN);
        simulator.faults().clear();

        await(out, "accepted the cancellation");
        assertThat(exitCode()).isEqualTo(130);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("failed");
    }

    @Test
    void beforeThereIsAJobAnInterruptEndsItBetweenTwoTries() throws Exception {
        simulator.faults().unreachableFor(LONG);
        run();
        await(out, "rying again for up to");

        kill("INT");

        assertThat(await(err, "Interrupted.")).startsWith("foreman-job: Interrupted. No job is running");
        assertThat(exitCode()).isEqualTo(130);
        assertThat(simulator.jobInvocations()).isEmpty();
    }

    @Test
    void beforeThereIsAJobTheSecondInterruptEndsItInTheMiddleOfARequest() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                Socket asked = run("http://localhost:" + silent.getLocalPort(), silent)) {
            assertThat(asked.isConnected()).isTrue();

            kill("INT");
            assertThat(await(err, "Interrupted.")).startsWith("foreman-job: Interrupted. No job is running");
            await(err, AGAIN);
            kill("TERM");

            await(err, "Stopped waiting.");
            assertThat(exitCode()).isEqualTo(143);
        }
    }

    @Test
    void whileItIsUnknownWhetherTheJobWasCreatedWhatFindsItIsTold() throws Exception {
        simulator.faults().on("POST", "/api/job_invocations").closeAfterProcessing();
        simulator.faults().on("GET", "/api/job_invocations").always().status(503);
        run();
        await(out, "rying again for up to");

        kill("TERM");
        String marker = simulator.jobInvocations().get(0).description().split(" ")[0];
        String finds = simulator.uri() + "/job_invocations for description ~ \"" + marker + '"';
        assertThat(await(err, "Terminated."))
                .startsWith("foreman-job: Terminated. Looking for the job in Foreman, to cancel it. ")
                .endsWith(finds);
        await(err, AGAIN);
        kill("TERM");

        assertThat(await(err, "Stopped waiting."))
                .startsWith("foreman-job: Stopped waiting. It is not known whether the job was created.")
                .endsWith(finds);
        assertThat(exitCode()).isEqualTo(143);
    }

    @Test
    void aJobThatIsFoundAfterAnInterruptIsCancelled() throws Exception {
        simulator.faults().on("POST", "/api/job_invocations").closeAfterProcessing();
        simulator.faults().on("GET", "/api/job_invocations").always().status(503);
        run();
        await(out, "rying again for up to");

        kill("INT");
        await(err, AGAIN);
        simulator.faults().clear();

        await(out, "accepted the cancellation");
        assertThat(exitCode()).isEqualTo(130);
        assertThat(simulator.jobInvocations()).hasSize(1);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("failed");
    }

    @Test
    void patienceThatEndsWhileItIsUnknownWhetherTheJobWasCreatedTellsWhatFindsIt() throws Exception {
        simulator.faults().on("POST", "/api/job_invocations").closeAfterProcessing();
        simulator.faults().on("GET", "/api/job_invocations").always().status(503);
        run("--patience", "1");

        assertThat(await(out, "It is not known whether the job was created."))
                .contains(simulator.jobInvocations().get(0).description().split(" ")[0]);
        assertThat(exitCode()).isEqualTo(4);
    }

    @Test
    void whatIsToKeepRunningIsNotCancelled() throws Exception {
        run("--keep-running");
        awaitJob(1);
        simulator.faults().downFor(LONG);
        await(out, "rying again for up to");

        kill("INT");
        assertThat(await(err, "Interrupted."))
                .contains("Leaving the job running")
                .endsWith(link(1));
        simulator.faults().clear();

        await(out, "left running");
        assertThat(exitCode()).isEqualTo(130);
        assertThat(simulator.jobInvocations().get(0).statusLabel()).isEqualTo("running");
    }

    @Test
    void anInterruptIsForTheRunThatGoesOnOfSeveral() throws Exception {
        run("--page");
        String page = await(out, "is shown at").replaceAll(".* ", "");
        awaitJob(1);
        post(page, "cancel", "");
        await(out, "The page stays");
        String host = Long.toString(simulator.fleet().all().iterator().next().id());
        post(page, "rerun", "hosts=" + host);
        awaitJob(2);
        simulator.faults().unreachableFor(LONG);
        await(out, "rying again for up to");

        kill("INT");
        assertThat(await(err, "Interrupted.")).endsWith(link(2));
        await(err, AGAIN);
        kill("INT");

        assertThat(await(err, "Stopped waiting.")).endsWith(link(2));
        assertThat(exitCode()).isEqualTo(130);
    }

    @Test
    void aPageThatWaitsForARerunEndsAtOnce() throws Exception {
        run("--page");
        String page = await(out, "is shown at").replaceAll(".* ", "");
        awaitJob(1);
        post(page, "cancel", "");
        await(out, "The page stays");

        kill("TERM");

        assertThat(exitCode()).isEqualTo(143);
        assertThat(err).isEmpty();
    }

    private Socket run(String url, ServerSocket server) throws IOException {
        start(url, List.of());
        return server.accept();
    }

    private void run(String... options) throws IOException {
        start(simulator.uri().toString(), List.of(options));
    }

    private void start(String url, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "-t", "Run Command - Script Default"));
        arguments.addAll(List.of("-i", "command=sleep 100000", "--search", "name ~ host"));
        arguments.addAll(options);
        ProcessBuilder builder = TestProcess.of(List.of(), List.of("-Duser.language=en"), ForemanJob.class, arguments)
                .redirectErrorStream(false);
        builder.command().addAll(0, WITH_SIGNALS);
        builder.environment()
                .putAll(Map.of(
                        "FOREMAN_SERVER_URL",
                        url,
                        "FOREMAN_USERNAME",
                        "rexmanager",
                        "FOREMAN_PASSWORD",
                        "rexmanager-password"));
        process = builder.start();
        out = lines(process.getInputStream());
        err = lines(process.getErrorStream());
    }

    /** A shell lets what it starts in the background ignore an interrupt, and so on for all that this starts. */
    private static List<String> withSignals() {
        List<String> command = List.of("env", "--default-signal=INT");
        try {
            Process tried = new ProcessBuilder(
                            Stream.concat(command.stream(), Stream.of("true")).toList())
                    .start();
            return tried.waitFor() == 0 ? command : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static BlockingQueue<String> lines(InputStream stream) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add(e.toString());
            }
        });
        reader.setDaemon(true);
        reader.start();
        return lines;
    }

    /** The next line with a text. */
    private String await(BlockingQueue<String> lines, String text) throws InterruptedException {
        List<String> passed = new ArrayList<>();
        for (String line = next(lines); line != null; line = next(lines)) {
            if (line.contains(text)) {
                return line;
            }
            passed.add(line);
        }
        throw new AssertionError("No \"" + text + "\" in " + passed + ", out " + out + ", err " + err);
    }

    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        return lines.poll(MOST_SECONDS, TimeUnit.SECONDS);
    }

    private void awaitJob(int id) throws InterruptedException {
        await(out, "/job_invocations/" + id);
    }

    private String link(int id) {
        return simulator.uri() + "/job_invocations/" + id;
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                .as(() -> "ended; out " + out + ", err " + err)
                .isTrue();
        return process.exitValue();
    }

    private void kill(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** As the page does, with the token that is in it. */
    private static void post(String page, String path, String body) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        String html = http.send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString())
                .body();
        Matcher token = Pattern.compile("data-crumb-value=\"([0-9a-f]+)\"").matcher(html);
        assertThat(token.find()).as(html).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(page).resolve(path))
                .header("Foreman-Page-Token", token.group(1))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
}
