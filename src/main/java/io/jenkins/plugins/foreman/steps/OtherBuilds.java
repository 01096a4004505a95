package io.jenkins.plugins.foreman.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.foreman.invocation.InvalidRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Finds a build that a step names: {@code folder/job#12}, {@code #12} of the same job, or a number alone. */
final class OtherBuilds {

    private static final Pattern FORM = Pattern.compile("(?:(.*)#)?(\\d{1,9})");

    private OtherBuilds() {}

    /**
     * @param from the job that names it
     * @param who the build that names it runs as; what that user may not build is not found
     */
    @NonNull
    static Run<?, ?> find(@NonNull String text, @NonNull Job<?, ?> from, @NonNull Authentication who)
            throws AbortException, InvalidRequestException {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new InvalidRequestException(() -> Messages.OtherBuilds_form(text));
        }
        String name = matcher.group(1);
        Job<?, ?> job = name == null || name.isBlank() ? from : job(name.trim(), from, who);
        Run<?, ?> build = job == null ? null : job.getBuildByNumber(Integer.parseInt(matcher.group(2)));
        if (build == null) {
            throw new AbortException(Messages.OtherBuilds_unknown(text));
        }
        return build;
    }

    /** Running another job's work again takes what it takes to build that job. */
    @CheckForNull
    private static Job<?, ?> job(String name, Job<?, ?> from, Authentication who) {
        try (ACLContext asBuild = ACL.as2(who)) {
            Job<?, ?> job = Jenkins.get().getItem(name, (Item) from, Job.class);
            return job != null && job.hasPermission(Item.BUILD) ? job : null;
        }
    }
}
