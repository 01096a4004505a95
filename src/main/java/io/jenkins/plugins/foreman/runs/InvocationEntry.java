package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import java.io.Serializable;
import java.util.UUID;

/** One run of a job invocation that belongs to a build: a few words about it and where its record is. Immutable. */
public final class InvocationEntry implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Null in builds of earlier versions. */
    private final String id;

    private final String name;
    private final String server;
    private final Kind kind;
    private final String requestedBy;
    private final String rerunOf;
    private final HostTotals totals;
    private final boolean takenOver;

    /**
     * Describes a run.
     *
     * @param name of the directory of its record, a number
     * @param server name of the server at the time
     * @param requestedBy id of the user who wanted it, null for the build itself
     * @param rerunOf name of the entry whose hosts it runs on again, null for none
     */
    public InvocationEntry(
            @NonNull String name,
            @NonNull String server,
            @NonNull Kind kind,
            @CheckForNull String requestedBy,
            @CheckForNull String rerunOf) {
        this(UUID.randomUUID().toString(), name, server, kind, requestedBy, rerunOf, null, false);
    }

    private InvocationEntry(
            String id,
            String name,
            String server,
            Kind kind,
            String requestedBy,
            String rerunOf,
            HostTotals totals,
            boolean takenOver) {
        this.id = id;
        this.name = name;
        this.server = server;
        this.kind = kind;
        this.requestedBy = requestedBy;
        this.rerunOf = rerunOf;
        this.totals = totals;
        this.takenOver = takenOver;
    }

    /**
     * What tells the run from every other one, whatever becomes of the names and numbers of jobs and builds.
     *
     * @param build that has it
     */
    @NonNull
    public String identity(@NonNull Run<?, ?> build) {
        // no two builds of one name and number begin at the same moment
        return id != null ? id : build.getExternalizableId() + "@" + build.getTimeInMillis() + "/" + name;
    }

    @NonNull
    public String getName() {
        return name;
    }

    @NonNull
    public String getServer() {
        return server;
    }

    @NonNull
    public Kind getKind() {
        return kind;
    }

    @CheckForNull
    public String getRequestedBy() {
        return requestedBy;
    }

    @CheckForNull
    public String getRerunOf() {
        return rerunOf;
    }

    /** What the hosts of the run and of its reruns came to, null before the end of it and at a rerun. */
    @CheckForNull
    public HostTotals getTotals() {
        return totals;
    }

    @NonNull
    InvocationEntry withTotals(@NonNull HostTotals newTotals) {
        return new InvocationEntry(id, name, server, kind, requestedBy, rerunOf, newTotals, takenOver);
    }

    /** Whether the build ended before the run, which went on in the background. */
    public boolean isTakenOver() {
        return takenOver;
    }

    @NonNull
    InvocationEntry asTakenOver() {
        return new InvocationEntry(id, name, server, kind, requestedBy, rerunOf, totals, true);
    }

    /** What made the run. */
    public enum Kind {
        /** A Pipeline step or a build step. */
        BUILD,
        /** A step that follows an invocation made elsewhere. */
        FOLLOWED,
        /** Somebody on the page, in the background of the build. */
        PAGE
    }
}
