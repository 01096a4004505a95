package io.jenkins.plugins.foreman.cli.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.HostRow;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The page of a run that is being followed, and of the reruns that are asked for on it. It shows what is in the records,
 * and offers to cancel while a run goes on, and to run again when it has ended.
 */
public final class LivePage implements AutoCloseable {

    private static final int MOST_SECONDS_TO_START = 10;

    private final List<ViewedRun> runs = new CopyOnWriteArrayList<>();
    private final PageServer server;

    /** Takes the reason of a cancel; null while there is nothing to cancel. */
    @CheckForNull
    private volatile Consumer<String> cancel;

    private volatile HostsAct cancelHosts;

    /**
     * A rerun that somebody wants.
     *
     * @param hosts names
     * @param inputs values that take the place of the last run's
     */
    public record Asked(
            @NonNull List<String> hosts, @NonNull Map<String, String> inputs) {}

    /** What is asked for, for who waits for it, empty for the end of waiting. */
    private final BlockingQueue<Optional<Asked>> asked = new LinkedBlockingQueue<>();

    /** Open until the run that was asked for last is shown. */
    private CountDownLatch shown = new CountDownLatch(0);

    private boolean noMore;

    private LivePage(int port) throws IOException {
        server = PageServer.start(new RunPage(new RunsView(() -> List.copyOf(runs)), new Acts()), port);
    }

    /**
     * Serves the page until it is closed.
     *
     * @param port 0 for any that is free
     */
    @NonNull
    public static LivePage open(int port) throws IOException {
        return new LivePage(port);
    }

    @NonNull
    public URI uri() {
        return server.uri();
    }

    /** Shows a further run. To be called before it starts. */
    public synchronized void show(@NonNull RunRecord record) {
        cancel = null;
        cancelHosts = null;
        runs.add(new ViewedRun(record, System.getProperty("user.name")));
        shown.countDown();
    }

    /** Lets the page cancel the run that was shown last: given the reason, this asks for it and returns at once. */
    public void onCancel(@NonNull Consumer<String> action) {
        cancel = action;
    }

    /** Something that Foreman is asked to do on hosts, given their names; it returns on how many it does so. */
    @FunctionalInterface
    public interface HostsAct {
        int on(@NonNull List<String> names) throws IOException;
    }

    /** Lets the page cancel the run that was shown last on some of its hosts. */
    public void onCancelHosts(@NonNull HostsAct action) {
        cancelHosts = action;
    }

    /**
     * Waits until somebody wants to run the job again.
     *
     * @return empty when {@link #endWaiting} was called
     */
    @NonNull
    public Optional<Asked> awaitRerun() throws InterruptedException {
        synchronized (this) {
            if (asked.isEmpty()) {
                // whoever asked last has heard that it did not start
                shown.countDown();
            }
        }
        return asked.take();
    }

    /** Lets nobody wait for a rerun any more, now and later. */
    public synchronized void endWaiting() {
        noMore = true;
        asked.add(Optional.empty());
    }

    @Override
    public void close() {
        server.close();
    }

    /** One at a time, and only when nothing runs any more. */
    private synchronized boolean mayRunAgain() {
        return !noMore
                && shown.getCount() == 0
                && !runs.isEmpty()
                && runs.get(runs.size() - 1).record().head().outcome() != null;
    }

    /** Returns what opens when the rerun is shown, null when there can be none now. */
    @CheckForNull
    private synchronized CountDownLatch ask(Asked rerun) {
        if (!mayRunAgain()) {
            return null;
        }
        shown = new CountDownLatch(1);
        asked.add(Optional.of(rerun));
        return shown;
    }

    /** Whoever has the page's address started the run, or was given it by who did. */
    private final class Acts implements RunActs {

        @Override
        public boolean mayRerun() {
            return mayRunAgain();
        }

        @Override
        public boolean mayChangeInputs() {
            return mayRunAgain();
        }

        @Override
        public boolean mayCancel() {
            if (cancel == null || runs.isEmpty()) {
                return false;
            }
            var head = runs.get(runs.size() - 1).record().head();
            return head.outcome() == null && head.cancel() == null;
        }

        @Override
        public boolean mayCancelHosts() {
            return cancelHosts != null && mayCancel();
        }

        @Override
        public int cancelHosts(@NonNull List<HostRow> hosts) throws Refused {
            HostsAct action = cancelHosts;
            try {
                int stopped = action == null
                        ? 0
                        : action.on(hosts.stream().map(HostRow::name).toList());
                if (stopped == 0) {
                    throw new Refused("Nothing runs on these hosts.");
                }
                return stopped;
            } catch (IOException e) {
                throw new Refused(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void rerun(@NonNull List<HostRow> hosts, @NonNull Map<String, String> inputs) throws Refused {
            CountDownLatch begun =
                    ask(new Asked(hosts.stream().map(HostRow::name).toList(), Map.copyOf(inputs)));
            if (begun == null) {
                throw new Refused("A rerun is not possible now.");
            }
            try {
                // else the page would see that everything has ended, and ask no more
                if (!begun.await(MOST_SECONDS_TO_START, TimeUnit.SECONDS)) {
                    throw new Refused("The rerun has not started yet.");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refused("The program is ending.");
            }
        }

        @Override
        public void cancel() {
            Consumer<String> action = cancel;
            if (action != null) {
                action.accept("Cancelled on the page.");
            }
        }
    }
}
