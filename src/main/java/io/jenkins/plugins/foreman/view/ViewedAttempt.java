package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostCounts;
import io.jenkins.plugins.foreman.client.JobInvocation;
import io.jenkins.plugins.foreman.record.Attempt;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.RunHead;
import java.util.Locale;

/**
 * One attempt of one run, as the page names it.
 *
 * @param run index of the run, from 0
 * @param index index of the attempt in the run, from 0
 */
record ViewedAttempt(
        int run,
        int index,
        @NonNull RunHead runHead,
        @NonNull Attempt head,
        @NonNull AttemptRecord record) {

    /** What addresses it in a request, such as {@code 0.1}. */
    @NonNull
    String key() {
        return run + "." + index;
    }

    /** Whether nothing more will come. */
    boolean ended() {
        return head.finished() || runHead.outcome() != null;
    }

    /** How many hosts it has, as far as anybody knows. */
    int total() {
        HostCounts counts = head.counts();
        int known =
                record.counts().values().stream().mapToInt(Integer::intValue).sum();
        if (counts == null) {
            return known;
        }
        int told = Math.max(orZero(counts.total()), orZero(counts.totalHosts()));
        return Math.max(known, told);
    }

    private static int orZero(@CheckForNull Integer number) {
        return number == null ? 0 : number;
    }

    /** Where Foreman shows it, null before it exists or when the address is not one of the web. */
    @CheckForNull
    String link() {
        String server = runHead.serverUrl();
        Long id = head.invocationId();
        return id == null || !isWebAddress(server) ? null : JobInvocation.link(server, id);
    }

    /** Where Foreman shows a host's part of it. */
    @CheckForNull
    String serverLink() {
        return isWebAddress(runHead.serverUrl()) ? runHead.serverUrl() : null;
    }

    private static boolean isWebAddress(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }
}
