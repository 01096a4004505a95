package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;

/**
 * The summary page as one reader may use it. Whoever embeds it carries requests and replies, has checked that the reader
 * may see the run, and that a POST comes from the page itself.
 *
 * @param acts what this reader may do; {@link RunActs#NONE} for nothing
 */
public record RunPage(@NonNull RunsView view, @NonNull RunActs acts) {

    @NonNull
    public PageReply handle(@NonNull PageEndpoint endpoint, @NonNull PageRequest request) throws IOException {
        return endpoint.handle(view, acts, request);
    }
}
