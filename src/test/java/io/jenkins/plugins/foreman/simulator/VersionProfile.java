package io.jenkins.plugins.foreman.simulator;

/**
 * Versions of foreman_remote_execution whose interface differs in ways that a client sees. What changed when is read
 * from the tags of the upstream repository; the newest profile is what was seen on a Foreman with REX 17.1.
 */
public enum VersionProfile {
    /** Foreman 3.1: counters may be "N/A", output comes unsorted and without ids, hosts only through show. */
    REX_5("3.1.3", "5.0.1", 500),
    /** Foreman 3.5: rows come from a table and have a sequence_id, some of them twice. */
    REX_9("3.5.3", "9.0.1", 900),
    /** Foreman 3.12, Satellite 6.16: counters are numbers, output is sorted, still no list of hosts. */
    REX_13_2("3.12.0", "13.2.5", 1302),
    /** Foreman 3.13: list of hosts, which does not show their ids yet; external_id. */
    REX_14_1("3.13.0", "14.1.4", 1401),
    /** Foreman 3.17: include_hosts, cancel by search. */
    REX_16_7("3.17.0", "16.7.0", 1607),
    /** Foreman 5.0: cancellable tasks, permissions per host. */
    REX_17_1("5.0.0", "17.1.0", 1701);

    private final String foremanVersion;
    private final String rexVersion;
    private final int number;

    VersionProfile(String foremanVersion, String rexVersion, int number) {
        this.foremanVersion = foremanVersion;
        this.rexVersion = rexVersion;
        this.number = number;
    }

    /** Version of Foreman itself, as its status and its headers say it. */
    public String foremanVersion() {
        return foremanVersion;
    }

    /** Version of the plugin foreman_remote_execution, as the list of plugins says it. */
    public String rexVersion() {
        return rexVersion;
    }

    private boolean since(int rex) {
        return number >= rex;
    }

    /** Counters are always numbers and include cancelled and total_hosts (13.1). */
    boolean hasIntegerCounters() {
        return since(1301);
    }

    boolean hasTemplateInBase() {
        return since(1200);
    }

    boolean hasSshUser() {
        return since(700);
    }

    boolean hasTimeToPickup() {
        return since(901);
    }

    /** {@code GET /job_invocations/:id/hosts} (14.1). */
    boolean hasHostsEndpoint() {
        return since(1401);
    }

    /** The list of hosts shows their ids, and a search looks at planned ones only (15.0). */
    boolean hasHostIds() {
        return since(1500);
    }

    /** Show tells more: pattern template invocations, organization, location, concurrency and timeout (15.0). */
    boolean hasPatternTemplateInvocations() {
        return since(1500);
    }

    boolean hasCancelSearch() {
        return since(1601);
    }

    boolean hasTaskStartedAt() {
        return since(1600);
    }

    boolean hasIncludeHosts() {
        return since(1607);
    }

    boolean hasTaskCancellable() {
        return since(1700);
    }

    boolean hasHostPermissions() {
        return since(1701);
    }

    boolean hasSucceededOnly() {
        return since(1302);
    }

    /** Output rows live in a table of their own and have ids (8.1). */
    boolean hasOutputIds() {
        return since(801);
    }

    boolean hasExternalId() {
        return since(1401);
    }

    /** Output is sorted by timestamp and without duplicates (13.0). */
    boolean sortsOutput() {
        return since(1300);
    }

    boolean hasCurrentPermissions() {
        return since(1300);
    }
}
