package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.HashMap;
import java.util.Map;

/** Addresses of which an administrator says that the same Foreman is now to be found at others. */
final class AddressChanges {

    private final Map<String, String> changes;

    private AddressChanges(Map<String, String> changes) {
        this.changes = changes;
    }

    /** @param text a change a line: the former address, white space, the present one; what cannot be read counts for nothing */
    @NonNull
    static AddressChanges parse(@CheckForNull String text) {
        Map<String, String> changes = new HashMap<>();
        (text == null ? "" : text).lines().filter(line -> problem(line) == null).forEach(line -> {
            String[] addresses = line.strip().split("\\s+");
            changes.put(ServerUrl.normal(addresses[0]), ServerUrl.normal(addresses[1]));
        });
        return new AddressChanges(changes);
    }

    /** Says what is wrong with a line that is not blank; null when it can be used. */
    @CheckForNull
    static String problem(@NonNull String line) {
        String[] addresses = line.strip().split("\\s+");
        if (addresses.length != 2) {
            return Messages.AddressChanges_form(line.strip());
        }
        String former = ServerUrl.problem(addresses[0]);
        return former != null ? former : ServerUrl.problem(addresses[1]);
    }

    /** Whether the Foreman of one address is the one that is now at the other, through any number of changes. */
    boolean isSame(@NonNull String former, @NonNull String now) {
        String wanted = ServerUrl.normal(now);
        String at = ServerUrl.normal(former);
        for (int i = 0; i <= changes.size() && at != null; i++) {
            if (at.equals(wanted)) {
                return true;
            }
            at = changes.get(at);
        }
        return false;
    }
}
