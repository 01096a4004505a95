package io.jenkins.plugins.foreman.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.view.PageEndpoint;
import io.jenkins.plugins.foreman.view.PageReply;
import io.jenkins.plugins.foreman.view.PageRequest;
import io.jenkins.plugins.foreman.view.RunPage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Carries requests and replies of the page over Stapler. */
final class PageExchange {

    private PageExchange() {}

    static void answer(
            @NonNull RunPage page,
            @NonNull PageEndpoint endpoint,
            @NonNull StaplerRequest2 req,
            @NonNull StaplerResponse2 rsp)
            throws IOException {
        Map<String, String> params = new HashMap<>();
        req.getParameterMap().forEach((name, values) -> {
            if (values.length > 0) {
                params.put(name, values[0]);
            }
        });
        PageReply reply =
                page.handle(endpoint, new PageRequest(params, req.getLocale(), req.getHeader("If-None-Match")));
        rsp.setStatus(reply.status());
        rsp.setContentType(reply.contentType());
        reply.headers().forEach(rsp::setHeader);
        PageReply.Body body = reply.body();
        if (body != null) {
            body.writeTo(rsp.getOutputStream());
        }
    }
}
