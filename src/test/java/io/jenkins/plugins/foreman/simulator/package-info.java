/**
 * A simulated Foreman with remote execution, for tests, the demo and the benchmarks.
 *
 * <pre>{@code
 * try (ForemanSimulator simulator = ForemanSimulator.builder().manualClock().hosts(3).start()) {
 *     simulator.fleet().host("host0002.example.com").script(HostScript.lines(Duration.ofSeconds(1), 3, "oops\n"));
 *     // create a job through simulator.uri() as rexuser with the password rexuser-token …
 *     simulator.clock().advance(Duration.ofSeconds(30));
 *     // … and it is over: host0002 failed with exit status 3.
 * }
 * }</pre>
 *
 * <p>How a job goes is worked out once, when it starts ({@link io.jenkins.plugins.foreman.simulator.JobPlan}); what a
 * request shows is that course looked at through the clock. Nothing runs in the background.
 *
 * <p>What it answers was recorded from a real server where possible and is replayed in {@code RecordingTest}; the rest
 * follows the sources of the versions that {@link io.jenkins.plugins.foreman.simulator.VersionProfile} names.
 */
package io.jenkins.plugins.foreman.simulator;
