package io.jenkins.plugins.foreman.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.foreman.record.RunRecord;

/**
 * One run as the page is given it.
 *
 * @param startedBy who or what started it, null where unknown
 */
public record ViewedRun(
        @NonNull RunRecord record, @CheckForNull String startedBy) {}
