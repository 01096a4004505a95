package io.jenkins.plugins.foreman.parameters;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Failure;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A value that a parameter does not take: in words on a page and in the log of a Pipeline that gives it, and of the kind
 * that the command line of Jenkins expects.
 */
final class WrongValueException extends IllegalArgumentException implements HttpResponse {

    private static final long serialVersionUID = 1L;

    WrongValueException(@NonNull String message) {
        super(message);
        // Pipelines print errors as they are, and nobody's code is wrong
        setStackTrace(new StackTraceElement[0]);
    }

    @Override
    public String toString() {
        return getMessage();
    }

    @Override
    public void generateResponse(StaplerRequest2 req, StaplerResponse2 rsp, Object node)
            throws IOException, ServletException {
        new Failure(getMessage()).generateResponse(req, rsp, node);
    }
}
