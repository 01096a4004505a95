package io.jenkins.plugins.foreman.invocation;

/** Counts the requests of one step of a run, for the server's budget. */
final class RequestCount {

    private int count;

    void add(int requests) {
        count += requests;
    }

    /** Returns the count and begins anew. */
    int take() {
        int taken = count;
        count = 0;
        return taken;
    }
}
