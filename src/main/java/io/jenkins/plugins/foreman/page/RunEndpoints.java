package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import java.io.IOException;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** What Stapler finds of a page: its data and its downloads. */
public abstract class RunEndpoints {

    /** Answers who may see the page. */
    abstract void show(@NonNull PageEndpoint endpoint, @NonNull StaplerRequest2 req, @NonNull StaplerResponse2 rsp)
            throws IOException;

    @GET
    public void doTexts(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.TEXTS, req, rsp);
    }

    @GET
    public void doSummary(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.SUMMARY, req, rsp);
    }

    @GET
    public void doJob(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.JOB, req, rsp);
    }

    @GET
    public void doTimeline(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.TIMELINE, req, rsp);
    }

    @GET
    public void doHosts(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.HOSTS, req, rsp);
    }

    @GET
    public void doIds(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.IDS, req, rsp);
    }

    @GET
    @WebMethod(name = "rerun-hosts")
    public void doRerunHosts(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.RERUN_HOSTS, req, rsp);
    }

    @GET
    public void doFailures(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.FAILURES, req, rsp);
    }

    @GET
    public void doOutput(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.OUTPUT, req, rsp);
    }

    @GET
    public void doSearch(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.SEARCH, req, rsp);
    }

    @GET
    @WebMethod(name = "search-all")
    public void doSearchAll(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.SEARCH_ALL, req, rsp);
    }

    @GET
    public void doDownload(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.DOWNLOAD, req, rsp);
    }

    @GET
    @WebMethod(name = "export.csv")
    public void doCsv(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.CSV, req, rsp);
    }

    @GET
    @WebMethod(name = "export.json")
    public void doJson(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.JSON, req, rsp);
    }

    @GET
    @WebMethod(name = "report.html")
    public void doHtml(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.HTML, req, rsp);
    }

    @GET
    @WebMethod(name = "junit.xml")
    public void doJunit(StaplerRequest2 req, StaplerResponse2 rsp) throws IOException {
        show(PageEndpoint.JUNIT, req, rsp);
    }
}
