package io.jenkins.plugins.foreman.runs;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.config.ResolvedServer;
import io.jenkins.plugins.foreman.invocation.DryRun;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import io.jenkins.plugins.foreman.invocation.JobInvocationRequest;
import io.jenkins.plugins.foreman.invocation.RunSettings;
import io.jenkins.plugins.foreman.invocation.ServerBudget;
import java.io.IOException;

/** Tells what a build would run, with the server and the credentials that it would have; nothing is created. */
public final class DryRuns {

    private DryRuns() {}

    /** The budget of the server that would be asked. Asks nothing itself. */
    @NonNull
    public static ServerBudget budget(@NonNull JobDefinition definition, @NonNull Run<?, ?> build) throws IOException {
        return Servers.forNew(definition, build).budget();
    }

    /**
     * Asks Foreman, so it is to be called on a thread of the server.
     *
     * @return a sentence for people
     * @throws InvalidRequestException for what a person has to change, as a job would end with
     */
    @NonNull
    public static String of(@NonNull JobDefinition definition, @NonNull Run<?, ?> build) throws IOException {
        ResolvedServer server = Servers.forNew(definition, build);
        RunSettings settings = definition.settings(server.server().patience());
        JobInvocationRequest request = definition.request(HostLogin.of(definition, build, null));
        if (request == null) {
            throw new IllegalArgumentException("There is no request to try");
        }
        Mask mask = new Mask();
        mask.add(definition.confidential());
        mask.add(request.secretValues());
        Foreman foreman = server.connect(build);
        foreman.masking(mask);
        DryRun found = DryRun.of(foreman, request, mask);
        String sentence = found.sentence(mask);
        if (found.hosts().total() == 0 && settings.failOnNoHosts()) {
            throw new InvalidRequestException(() -> sentence);
        }
        return sentence;
    }
}
