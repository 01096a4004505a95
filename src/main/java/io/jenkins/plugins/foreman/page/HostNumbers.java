package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.HostState;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many hosts are where, each counted as it was seen last. */
record HostNumbers(int total, int succeeded, int failed, int cancelled) {

    @NonNull
    static HostNumbers of(@NonNull List<RunRecord> records) throws IOException {
        Map<Long, HostState> states = new HashMap<>();
        for (RunRecord record : records) {
            for (int i = 0; i < record.attempts(); i++) {
                for (HostRow row : record.attempt(i).hosts()) {
                    states.put(row.id(), row.state());
                }
            }
        }
        return new HostNumbers(
                states.size(),
                count(states, HostState.SUCCESS),
                count(states, HostState.ERROR),
                count(states, HostState.CANCELLED));
    }

    private static int count(Map<Long, HostState> states, HostState wanted) {
        return (int) states.values().stream().filter(state -> state == wanted).count();
    }
}
