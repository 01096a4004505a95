package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.RunAction2;

/** The job invocations of a build, as {@code build.xml} lists them. Nothing of it is shown; the page is made from it. */
public final class JobInvocationsAction extends InvisibleAction implements RunAction2 {

    private volatile List<InvocationEntry> entries = List.of();
    private transient Run<?, ?> run;

    /** The action of a build, null when it has no job invocation. */
    @CheckForNull
    public static JobInvocationsAction of(@NonNull Run<?, ?> run) {
        return run.getAction(JobInvocationsAction.class);
    }

    /** The entries of a build in the order in which they came, none when it has no job invocation. */
    @NonNull
    public static List<InvocationEntry> entries(@NonNull Run<?, ?> run) {
        JobInvocationsAction action = of(run);
        return action == null ? List.of() : action.getEntries();
    }

    /** A run and its reruns in the order in which they came, whichever of them is named; none when there is no such run. */
    @NonNull
    public static List<InvocationEntry> group(@NonNull Run<?, ?> run, @NonNull String name) {
        List<InvocationEntry> entries = entries(run);
        Map<String, String> firsts = new HashMap<>();
        for (InvocationEntry entry : entries) {
            // whatever it runs again came before it, or is not of this build
            firsts.put(entry.getName(), firsts.getOrDefault(entry.getRerunOf(), entry.getName()));
        }
        String first = firsts.get(name);
        return entries.stream()
                .filter(entry -> firsts.get(entry.getName()).equals(first))
                .toList();
    }

    /** Adds an entry unless it is there already, and saves the build. */
    static void add(@NonNull Run<?, ?> run, @NonNull InvocationEntry entry) throws IOException {
        synchronized (run) {
            JobInvocationsAction action = of(run);
            if (action == null) {
                action = new JobInvocationsAction();
                action.add(entry);
                run.addAction(action);
            } else if (!action.add(entry)) {
                return;
            }
            run.save();
        }
    }

    private boolean add(InvocationEntry entry) {
        if (entries.stream().anyMatch(known -> known.getName().equals(entry.getName()))) {
            return false;
        }
        // a new list each time: somebody may be writing the old one to disk
        List<InvocationEntry> all = new ArrayList<>(entries);
        all.add(entry);
        entries = all;
        return true;
    }

    /** Keeps what the hosts of a run and its reruns have come to with the first of them, and saves the build. */
    static void keep(@NonNull Run<?, ?> run, @NonNull InvocationEntry first, @NonNull HostTotals totals)
            throws IOException {
        synchronized (run) {
            JobInvocationsAction action = of(run);
            if (action != null) {
                action.replace(first.withTotals(totals));
                run.save();
            }
        }
    }

    /** Keeps that the build ended before a run of it did, and saves the build. */
    static void takenOver(@NonNull Run<?, ?> run, @NonNull String name) throws IOException {
        synchronized (run) {
            JobInvocationsAction action = of(run);
            if (action != null) {
                action.entries.stream()
                        .filter(entry -> entry.getName().equals(name))
                        .findFirst()
                        .ifPresent(entry -> action.replace(entry.asTakenOver()));
                run.save();
            }
        }
    }

    private void replace(InvocationEntry entry) {
        // in a list that can be written to disk, which an unmodifiable one cannot be everywhere
        entries = new ArrayList<>(entries.stream()
                .map(known -> known.getName().equals(entry.getName()) ? entry : known)
                .toList());
    }

    @NonNull
    public List<InvocationEntry> getEntries() {
        return List.copyOf(entries);
    }

    /** The build. */
    @NonNull
    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }
}
