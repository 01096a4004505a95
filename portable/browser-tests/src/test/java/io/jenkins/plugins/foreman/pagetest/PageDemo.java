package io.jenkins.plugins.foreman.pagetest;

import io.jenkins.plugins.foreman.cli.page.PageServer;
import io.jenkins.plugins.foreman.view.RunPage;
import io.jenkins.plugins.foreman.view.RunsView;
import io.jenkins.plugins.foreman.view.SampleRun;
import java.nio.file.Files;
import java.util.List;

/** Serves the page of a run that goes on, to look at while working on the page. */
final class PageDemo {

    private PageDemo() {}

    public static void main(String[] args) throws Exception {
        SampleRun run = LivelyRun.in(Files.createTempDirectory("page-demo").resolve("run"));
        BrowserTest.Acts acts = new BrowserTest.Acts();
        acts.allowed = true;
        RunPage page = new RunPage(new RunsView(() -> List.of(run.viewed())), acts);
        PageServer server = PageServer.start(page, args.length > 0 ? Integer.parseInt(args[0]) : 0);
        System.out.println(server.uri());
        for (int line = 1; ; line++) {
            Thread.sleep(500);
            run.out(113, "\u001b[32mok\u001b[0m " + line + " packages checked, none of them new\n");
        }
    }
}
