package io.jenkins.plugins.foreman.simulator;

/** Hosts of a job by result. */
record JobCounts(int succeeded, int failed, int pending, int cancelled) {
    static final JobCounts ZERO = new JobCounts(0, 0, 0, 0);
}
