package io.jenkins.plugins.foreman.cli.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunRecord;
import io.jenkins.plugins.foreman.view.RunActs;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.ViewedRun;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** The page of a run that is being followed: it shows what is in the record and offers to cancel. */
public final class LivePage implements AutoCloseable {

    private final RunRecord record;
    private final PageServer server;

    /** Takes the reason of a cancel; null while there is nothing to cancel. */
    @CheckForNull
    private volatile Consumer<String> cancel;

    private LivePage(RunRecord record, int port) throws IOException {
        this.record = record;
        ViewedRun run = new ViewedRun(record, System.getProperty("user.name"));
        server = PageServer.start(new RunPage(new RunsView(() -> List.of(run)), new Acts()), port);
    }

    /**
     * Serves the page until it is closed.
     *
     * @param port 0 for any that is free
     */
    @NonNull
    public static LivePage open(@NonNull RunRecord record, int port) throws IOException {
        return new LivePage(record, port);
    }

    @NonNull
    public URI uri() {
        return server.uri();
    }

    /** Lets the page cancel the run: given the reason, this asks for it and returns at once. */
    public void onCancel(@NonNull Consumer<String> action) {
        cancel = action;
    }

    @Override
    public void close() {
        server.close();
    }

    /** A rerun is a new command. */
    private final class Acts implements RunActs {

        @Override
        public boolean mayCancel() {
            var head = record.head();
            return cancel != null && head.outcome() == null && head.cancel() == null;
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
