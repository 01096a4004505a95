package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.AttemptRecord;
import io.jenkins.plugins.foreman.record.HostRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Which hosts are read while they run: those whose output the build log prints as it comes, and those that somebody looks
 * at on a page. A live read costs Foreman and a smart proxy the whole output of the host, each time; so no other host is read.
 */
final class Attention {

    /** A page that is open asks again within this. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final AttemptRecord record;
    private final LongPredicate wanted;
    private final Map<Long, Moment> lookedAt = new HashMap<>();

    /** @param wanted by id, whether a host's output is wanted although nobody looks at it on a page */
    Attention(@NonNull AttemptRecord record, @NonNull LongPredicate wanted) {
        this.record = record;
        this.wanted = wanted;
    }

    /**
     * Those of the hosts that somebody attends to.
     *
     * @param waiting for all that is known, which may be old
     */
    @NonNull
    List<HostRow> to(@NonNull List<HostRow> running, @NonNull List<HostRow> waiting, @NonNull Moment now) {
        record.takeLooks().forEach(id -> lookedAt.put(id, now));
        lookedAt.values().removeIf(at -> now.since(at).compareTo(LOOK) > 0);
        return Stream.concat(
                        running.stream().filter(row -> lookedAt.containsKey(row.id()) || wanted.test(row.id())),
                        waiting.stream().filter(row -> lookedAt.containsKey(row.id())))
                .toList();
    }
}
