package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.Arrays;

/** What the page asks for and does, each by its name below the address of the page. */
public enum PageEndpoint {
    TEXTS("texts", (view, acts, request) -> new PageTexts(request.locale()).reply()),
    SUMMARY("summary", (view, acts, request) -> new SummaryData(view, acts).reply(request)),
    JOB("job", (view, acts, request) -> new JobData(view).reply(request)),
    TIMELINE("timeline", (view, acts, request) -> new TimelineData(view).reply(request)),
    HOSTS("hosts", (view, acts, request) -> new HostsData(view).reply(request)),
    IDS("ids", (view, acts, request) -> new HostsData(view).ids(request)),
    RERUN_HOSTS("rerun-hosts", (view, acts, request) -> new ActRequests(view, acts).rerunHosts(request)),
    FAILURES("failures", (view, acts, request) -> new FailuresData(view).reply(request)),
    OUTPUT("output", (view, acts, request) -> new OutputData(view).reply(request)),
    SEARCH("search", (view, acts, request) -> new OutputData(view).search(request)),
    SEARCH_ALL("search-all", (view, acts, request) -> new AllOutputsSearch(view).reply(request)),
    DOWNLOAD("download", (view, acts, request) -> new Downloads(view).reply(request)),
    CSV("export.csv", (view, acts, request) -> new TableExports(view).csv(request)),
    JSON("export.json", (view, acts, request) -> new TableExports(view).json(request)),
    HTML("report.html", (view, acts, request) -> new HtmlReport(view, new PageTexts(request.locale())).reply(request)),
    JUNIT("junit.xml", (view, acts, request) -> JUnitReport.reply(view, request)),
    RERUN("rerun", true, (view, acts, request) -> new ActRequests(view, acts).rerun(request)),
    CANCEL("cancel", true, (view, acts, request) -> new ActRequests(view, acts).cancel(request));

    private final String path;
    private final boolean post;
    private final Handler handler;

    @FunctionalInterface
    private interface Handler {
        PageReply handle(RunsView view, RunActs acts, PageRequest request) throws IOException, PageRequest.BadRequest;
    }

    PageEndpoint(String path, Handler handler) {
        this(path, false, handler);
    }

    PageEndpoint(String path, boolean post, Handler handler) {
        this.path = path;
        this.post = post;
        this.handler = handler;
    }

    /**
     * The one of a name, for a carrier that has no routes of its own; null where there is none.
     *
     * @param path what follows the page's address, without a leading slash
     * @param post whether it may change something; the carrier has then checked that it comes from the page itself
     */
    @CheckForNull
    public static PageEndpoint find(@NonNull String path, boolean post) {
        return Arrays.stream(values())
                .filter(each -> each.path.equals(path) && each.post == post)
                .findFirst()
                .orElse(null);
    }

    @NonNull
    PageReply handle(@NonNull RunsView view, @NonNull RunActs acts, @NonNull PageRequest request) throws IOException {
        try {
            return handler.handle(view, acts, request);
        } catch (PageRequest.BadRequest e) {
            return PageReply.error(400, String.valueOf(e.getMessage()));
        }
    }
}
