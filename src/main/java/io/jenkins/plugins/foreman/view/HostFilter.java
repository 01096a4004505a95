package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostFacts;
import io.jenkins.plugins.foreman.client.HostState;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which hosts, in which order.
 *
 * @param scope key of an attempt, or {@link #ALL} for every host as its last attempt left it
 * @param states empty for all
 * @param text what a name contains, in lower case; empty for all
 * @param facts what is known of the hosts, as far as it matters
 * @param group id of a failure group, null for all
 */
record HostFilter(
        @NonNull String scope,
        @NonNull Set<HostState> states,
        @NonNull String text,
        @NonNull HostFacts facts,
        @CheckForNull String group,
        @NonNull Sort sort,
        boolean descending) {

    /** What hosts are ordered by; ties are ordered by name. */
    enum Sort {
        NAME,
        STATE,
        DURATION,
        SMART_PROXY,
        OPERATING_SYSTEM,
        HOST_GROUP,
        /** The order in which Foreman listed them. */
        TARGETING
    }

    /** The scope of all attempts merged. */
    static final String ALL = "all";

    /** Copies the set, so that the record is immutable. */
    HostFilter {
        states = Set.copyOf(states);
    }

    /** Every host of a scope, what needs a person first. */
    @NonNull
    static HostFilter everything(@NonNull String scope) {
        return new HostFilter(scope, Set.of(), "", HostFacts.NONE, null, Sort.TARGETING, false);
    }

    /** Every host of a scope, by name. */
    @NonNull
    static HostFilter byName(@NonNull String scope) {
        return new HostFilter(scope, Set.of(), "", HostFacts.NONE, null, Sort.NAME, false);
    }

    @NonNull
    HostFilter ofAllGroups() {
        return new HostFilter(scope, states, text, facts, null, sort, descending);
    }

    @NonNull
    HostFilter ofAllNames() {
        return new HostFilter(scope, states, "", facts, group, sort, descending);
    }

    @NonNull
    HostFilter ofAllStates() {
        return new HostFilter(scope, Set.of(), text, facts, group, sort, descending);
    }

    @NonNull
    HostFilter ofAllFacts() {
        return new HostFilter(scope, states, text, HostFacts.NONE, group, sort, descending);
    }

    /** The same hosts by name, or as Foreman listed them where that is wanted. */
    @NonNull
    HostFilter unsorted() {
        return new HostFilter(scope, states, text, facts, group, sort == Sort.TARGETING ? sort : Sort.NAME, false);
    }

    /** The failed hosts of a scope. */
    @NonNull
    static HostFilter failed(@NonNull String scope) {
        return new HostFilter(scope, Set.of(HostState.ERROR), "", HostFacts.NONE, null, Sort.TARGETING, false);
    }

    /**
     * Reads {@code scope}, {@code state} (comma-separated), {@code q}, {@code proxy}, {@code os}, {@code hostgroup}, {@code group} and
     * {@code sort} ({@code -name}).
     */
    @NonNull
    static HostFilter of(@NonNull PageRequest request) throws PageRequest.BadRequest {
        String sort = request.params().getOrDefault("sort", "");
        boolean descending = sort.startsWith("-");
        Set<HostState> states = EnumSet.noneOf(HostState.class);
        String wanted = request.text("state");
        for (String state : wanted == null ? new String[0] : wanted.split(",")) {
            states.add(States.of(state));
        }
        String text = request.text("q");
        return new HostFilter(
                scope(request),
                states,
                text == null ? "" : text.strip().toLowerCase(Locale.ROOT),
                new HostFacts(request.text("proxy"), request.text("os"), request.text("hostgroup")),
                request.text("group"),
                sort(descending ? sort.substring(1) : sort),
                descending);
    }

    @NonNull
    static String scope(@NonNull PageRequest request) {
        return request.params().getOrDefault("scope", ALL);
    }

    private static Sort sort(String name) throws PageRequest.BadRequest {
        return switch (name) {
            case "" -> Sort.TARGETING;
            case "name" -> Sort.NAME;
            case "state" -> Sort.STATE;
            case "duration" -> Sort.DURATION;
            case "proxy" -> Sort.SMART_PROXY;
            case "os" -> Sort.OPERATING_SYSTEM;
            case "hostgroup" -> Sort.HOST_GROUP;
            default -> throw new PageRequest.BadRequest("unknown order " + name);
        };
    }
}
