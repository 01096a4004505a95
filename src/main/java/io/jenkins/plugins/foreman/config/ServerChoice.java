package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Chooses one server among those around a job; the nearest wins. */
final class ServerChoice {

    private final List<ServerLevel> levels;

    /** Knows the identities of places. */
    @FunctionalInterface
    interface OwnerIds {
        @NonNull
        String id(@NonNull ServerLevel level) throws IOException;
    }

    /** @param levels nearest first: the folder of the job, then those around it, then Jenkins */
    ServerChoice(@NonNull List<ServerLevel> levels) {
        this.levels = levels;
    }

    /** Every name once, the nearest first. */
    @NonNull
    List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        levels.forEach(level -> level.servers().forEach(server -> names.add(server.getName())));
        return new ArrayList<>(names);
    }

    /** The server of that name; of no name, the nearest default, or the only one of a place. */
    @NonNull
    ResolvedServer find(@CheckForNull String name) throws AbortException {
        if (name == null || name.isBlank()) {
            return unnamed();
        }
        ResolvedServer server = nearest(name.trim(), levels);
        if (server == null) {
            throw new AbortException(Messages.ServerChoice_unknown(name.trim(), configured()));
        }
        return server;
    }

    /**
     * The server that a run was begun with, and no other of its name.
     *
     * @throws AbortException when it is not there any more, or is at another address now; the message says what to do
     */
    @NonNull
    ResolvedServer findAgain(@NonNull ServerIdentity wanted, @NonNull AddressChanges changes, @NonNull OwnerIds owners)
            throws IOException {
        String owner = wanted.owner();
        if (owner == null) {
            ResolvedServer server = find(wanted.name());
            if (!changes.isSame(wanted.url(), server.server().getUrl())) {
                throw other(wanted);
            }
            return server;
        }
        for (ServerLevel level : levels) {
            if (owner.equals(owners.id(level))) {
                return findAgain(wanted, changes, level);
            }
        }
        throw new AbortException(Messages.ServerChoice_noOwner(wanted.name(), wanted.url()));
    }

    private static ResolvedServer findAgain(ServerIdentity wanted, AddressChanges changes, ServerLevel level)
            throws AbortException {
        List<ForemanServer> there = level.servers().stream()
                .filter(server -> changes.isSame(wanted.url(), server.getUrl()))
                .toList();
        ForemanServer found = there.stream()
                .filter(server -> server.getName().equals(wanted.name()))
                .findFirst()
                // renamed, where there is no doubt
                .orElse(there.size() == 1 ? there.get(0) : null);
        if (found == null) {
            throw other(wanted);
        }
        return new ResolvedServer(found, level.owner());
    }

    private static AbortException other(ServerIdentity wanted) {
        return new AbortException(Messages.ServerChoice_other(wanted.name(), wanted.url()));
    }

    private ResolvedServer unnamed() throws AbortException {
        for (int i = 0; i < levels.size(); i++) {
            ServerLevel level = levels.get(i);
            String name = level.defaultServer();
            if (name != null) {
                ResolvedServer server = nearest(name, levels.subList(i, levels.size()));
                if (server == null) {
                    throw new AbortException(Messages.ServerChoice_unknownDefault(name, place(level), configured()));
                }
                return server;
            }
            if (level.servers().size() == 1) {
                return new ResolvedServer(level.servers().get(0), level.owner());
            }
        }
        throw new AbortException(
                names().isEmpty() ? Messages.ServerChoice_none() : Messages.ServerChoice_several(configured()));
    }

    @CheckForNull
    private static ResolvedServer nearest(String name, List<ServerLevel> levels) {
        for (ServerLevel level : levels) {
            ResolvedServer server = level.find(name);
            if (server != null) {
                return server;
            }
        }
        return null;
    }

    private String configured() {
        List<String> places = new ArrayList<>();
        for (ServerLevel level : levels) {
            if (!level.servers().isEmpty()) {
                List<String> names =
                        level.servers().stream().map(ForemanServer::getName).toList();
                places.add(Messages.ServerChoice_place(place(level), String.join(", ", names)));
            }
        }
        return places.isEmpty() ? Messages.ServerChoice_nothing() : String.join("; ", places);
    }

    private static String place(ServerLevel level) {
        return level.folder() == null ? Messages.ServerChoice_global() : Messages.ServerChoice_folder(level.folder());
    }
}
