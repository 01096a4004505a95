package io.jenkins.plugins.foreman.chaos;

import io.jenkins.plugins.foreman.client.JobOptions;
import io.jenkins.plugins.foreman.client.JobOptions.Recurrence;
import io.jenkins.plugins.foreman.console.ConsoleOptions;
import io.jenkins.plugins.foreman.console.Mode;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is asked for in one run.
 *
 * @param login of the user in Foreman
 * @param hosts names of the hosts that it is for
 */
record Plan(
        String login, List<String> hosts, JobInvocationRequest request, RunSettings settings, ConsoleOptions console) {

    static Plan random(RandomGenerator random, List<String> fleet, Instant now) {
        int kind = random.nextInt(4);
        List<String> hosts = kind == 0 ? some(random, fleet) : fleet;
        Integer atATime = random.nextInt(5) == 0 ? 1 + random.nextInt(3) : null;
        Instant later = random.nextInt(12) == 0 ? now.plusSeconds(60 + random.nextInt(600)) : null;
        Recurrence recurrence =
                random.nextInt(16) == 0 ? new Recurrence("*/5 * * * *", 2 + random.nextInt(3), null, null) : null;
        JobInvocationRequest request = JobInvocationRequest.builder()
                .jobTemplate("Run Command - Script Default")
                .hosts(kind == 0 ? hosts : List.of())
                .searchQuery(kind == 0 ? null : "name ~ host")
                .dynamic(kind == 1)
                .randomized(random.nextInt(4) == 0)
                .inputs(Map.of("command", "uptime"))
                .options(JobOptions.builder()
                        .concurrencyLevel(atATime)
                        .startAt(recurrence == null ? later : null)
                        .recurrence(recurrence)
                        .build())
                .build();
        RunSettings settings = RunSettings.builder()
                .retries(random.nextBoolean() ? 0 : 1 + random.nextInt(2))
                .retryPause(Duration.ofSeconds(random.nextInt(30)))
                .failureThreshold(threshold(random))
                .unstableThreshold(threshold(random))
                .cancelOnAbort(random.nextInt(8) != 0)
                .pollInterval(Duration.ofSeconds(2 + random.nextInt(5)))
                .patience(Duration.ofMinutes(10 + random.nextInt(30)))
                .timeout(random.nextInt(12) == 0 ? Duration.ofSeconds(30 + random.nextInt(600)) : null)
                .readAllLive(random.nextInt(3) == 0)
                .build();
        Mode[] modes = Mode.values();
        ConsoleOptions console = new ConsoleOptions(
                modes[random.nextInt(modes.length)], random.nextBoolean(), random.nextInt(6) == 0 ? 3 : 0);
        return new Plan(random.nextBoolean() ? "admin" : "rexmanager", hosts, request, settings, console);
    }

    /** A command on all hosts with one retry. */
    static Plan plain(List<String> fleet, Mode mode) {
        JobInvocationRequest request = JobInvocationRequest.builder()
                .jobTemplate("Run Command - Script Default")
                .searchQuery("name ~ host")
                .inputs(Map.of("command", "uptime"))
                .build();
        RunSettings defaults = RunSettings.DEFAULTS;
        RunSettings settings = RunSettings.builder()
                .retries(1)
                .retryPause(defaults.retryPause())
                .pollInterval(Duration.ofSeconds(5))
                .patience(defaults.patience())
                .build();
        return new Plan("admin", fleet, request, settings, new ConsoleOptions(mode, true, 0));
    }

    private static Threshold threshold(RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Threshold(1 + random.nextInt(3), false);
            case 1 -> new Threshold(random.nextInt(101), true);
            default -> Threshold.NONE;
        };
    }

    private static List<String> some(RandomGenerator random, List<String> fleet) {
        List<String> some =
                fleet.stream().filter(host -> random.nextInt(3) != 0).toList();
        return some.isEmpty() ? fleet.subList(0, 1) : some;
    }

    /** The same on some of its hosts. */
    Plan again(List<String> names) throws InvalidRequestException {
        return new Plan(login, names, request.on(names), settings, console);
    }

    String password() {
        return login.equals("admin") ? "changeme" : login + "-password";
    }
}
