package io.jenkins.plugins.foreman.pagetest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command line in a process of its own, as a person runs it. */
final class FollowedJob implements AutoCloseable {

    private static final Pattern SHOWN_AT = Pattern.compile("The run is shown at (http://\\S+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<String> page = new CompletableFuture<>();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private FollowedJob(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of foreman-job");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param temporary where it keeps what is temporary, since it may be ended without having tidied up */
    static FollowedJob start(Path temporary, Map<String, String> variables, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "io.jenkins.plugins.foreman.cli.ForemanJob"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        return new FollowedJob(builder.start());
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                Matcher shown = SHOWN_AT.matcher(line);
                if (shown.find()) {
                    page.complete(shown.group(1));
                }
            }
            page.completeExceptionally(new IllegalStateException(String.join("\n", lines)));
        } catch (IOException e) {
            page.completeExceptionally(new UncheckedIOException(e));
        }
    }

    /** Address of the page, as the process prints it. */
    String page() throws Exception {
        return page.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What the process has printed so far. */
    String printed() {
        return String.join("\n", List.copyOf(lines));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Interrupts it and waits until it has tidied up. Returns its exit code. */
    int interrupt() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end:\n" + printed());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
