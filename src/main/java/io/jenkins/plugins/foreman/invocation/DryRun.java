package io.jenkins.plugins.foreman.invocation;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.client.Foreman;
import io.jenkins.plugins.foreman.client.JobTemplate;
import io.jenkins.plugins.foreman.client.Mask;
import io.jenkins.plugins.foreman.client.ServerStatus;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What a request would make if it were sent now.
 *
 * @param template name of the job template
 * @param hosts on which it would run
 */
public record DryRun(@NonNull String template, @NonNull HostPreview hosts) {

    private static final int MOST_NAMES = 10;

    /** Without one of them Foreman refuses to create a job. */
    private static final List<String> NEEDED = List.of("create_job_invocations", "create_template_invocations");

    /**
     * Asks Foreman for all that a job would be made of, and creates none.
     *
     * @param mask gets what the template hides
     * @throws InvalidRequestException for what a person has to change
     */
    @NonNull
    public static DryRun of(@NonNull Foreman foreman, @NonNull JobInvocationRequest request, @NonNull Mask mask)
            throws IOException {
        RequestResolver resolver = new RequestResolver(foreman);
        resolver.resolve(request, "", mask);
        resolver.namedHosts(request);
        checkPermissions(foreman);
        JobTemplate template = resolver.template(request.jobTemplate(), request.feature());
        HostPreview hosts = HostPreview.of(
                foreman, TargetNames.distinct(request.hosts()), request.searchQuery(), request.bookmark(), MOST_NAMES);
        return new DryRun(template.name(), hosts);
    }

    private static void checkPermissions(Foreman foreman) throws IOException {
        ServerStatus status = foreman.serverStatus();
        Set<String> granted = status.currentUser().admin() ? null : status.permissions();
        if (granted == null) {
            // an administrator needs none, and an older Foreman does not tell
            return;
        }
        for (String permission : NEEDED) {
            if (!granted.contains(permission)) {
                throw new InvalidRequestException(() -> Messages.DryRun_notPermitted(permission));
            }
        }
    }

    /** The same in a sentence for people, without secrets. */
    @NonNull
    public String sentence(@NonNull Mask mask) {
        String names = String.join(", ", hosts.names());
        String more = hosts.total() > hosts.names().size() ? ", …" : "";
        return mask.ofText(Messages.DryRun_would(template, hosts.total(), names.isEmpty() ? "." : ": " + names + more));
    }
}
