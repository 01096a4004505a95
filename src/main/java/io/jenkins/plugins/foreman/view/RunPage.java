package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/**
 * Answers the requests of the summary page. Whoever embeds it carries requests and replies, has checked that the reader
 * may see the run, and that a POST comes from the page itself.
 */
public final class RunPage {

    private final RunsView view;
    private final RunActs acts;

    /** @param acts what this reader may do; {@link RunActs#NONE} for nothing */
    public RunPage(@NonNull RunsView view, @NonNull RunActs acts) {
        this.view = view;
        this.acts = acts;
    }

    /** Answers a request; what it does not know is a 404. */
    @NonNull
    public PageReply handle(@NonNull PageRequest request) throws IOException {
        try {
            return request.post() ? act(request) : show(request);
        } catch (PageRequest.BadRequest e) {
            return PageReply.error(400, String.valueOf(e.getMessage()));
        }
    }

    private PageReply show(PageRequest request) throws IOException, PageRequest.BadRequest {
        return switch (request.path()) {
            case "texts" -> new PageTexts(request.locale()).reply();
            case "summary" -> new SummaryData(view, acts).reply(request);
            case "job" -> new JobData(view).reply(request);
            case "timeline" -> new TimelineData(view).reply(request);
            case "hosts" -> new HostsData(view).reply(request);
            case "ids" -> new HostsData(view).ids(request);
            case "rerun-hosts" -> new ActRequests(view, acts).rerunHosts(request);
            case "failures" -> new FailuresData(view).reply(request);
            case "output" -> new OutputData(view).reply(request);
            case "search-all" -> new AllOutputsSearch(view).reply(request);
            case "search" -> new OutputData(view).search(request);
            case "download" -> new Downloads(view).reply(request);
            case "export.csv" -> new TableExports(view).csv(request);
            case "export.json" -> new TableExports(view).json(request);
            case "report.html" -> new HtmlReport(view, new PageTexts(request.locale())).reply(request);
            case "junit.xml" -> JUnitReport.reply(view, request);
            default -> PageReply.error(404, "There is no " + request.path() + " here.");
        };
    }

    private PageReply act(PageRequest request) throws IOException, PageRequest.BadRequest {
        return switch (request.path()) {
            case "rerun" -> new ActRequests(view, acts).rerun(request);
            case "cancel" -> new ActRequests(view, acts).cancel(request);
            default -> PageReply.error(404, "There is no " + request.path() + " here.");
        };
    }
}
