package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds of the servers of one place. */
final class ServerList {

    private ServerList() {}

    /** Says what is wrong with the servers and how to mend it; null when they can be used. */
    @CheckForNull
    static String problem(@NonNull List<ForemanServer> servers) {
        Set<String> names = new HashSet<>();
        for (ForemanServer server : servers) {
            if (server.getName().isEmpty()) {
                return Messages.ServerList_noName();
            }
            if (!names.add(server.getName())) {
                return Messages.ServerList_sameName(server.getName());
            }
            String url = ServerUrl.problem(server.getUrl());
            if (url != null) {
                return Messages.ServerList_badUrl(server.getName(), url);
            }
            String number = server.badNumber();
            if (number != null) {
                return Messages.ServerList_badNumber(server.getName(), number);
            }
        }
        return null;
    }

    /**
     * A list that can be kept and written.
     *
     * @throws IllegalArgumentException with what is wrong with the servers
     */
    @NonNull
    static List<ForemanServer> checked(@CheckForNull List<ForemanServer> servers) {
        List<ForemanServer> kept = servers == null ? new ArrayList<>() : new ArrayList<>(servers);
        String problem = problem(kept);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return kept;
    }
}
