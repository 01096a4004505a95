package io.jenkins.plugins.foreman.cli;

/** What the command line ends with. Scripts rely on these numbers. */
final class ExitCode {

    static final int OK = 0;
    static final int JOB_FAILED = 1;
    static final int USAGE = 2;
    static final int UNSTABLE = 3;
    /** Foreman could not be reached or refused: connection, certificate, login, permission, no such job. */
    static final int FOREMAN = 4;
    /** A fault of this program. */
    static final int FAULT = 70;

    static final int ABORTED = 130;

    /** Whether it says that something was aborted, by a signal or otherwise. */
    static boolean isAborted(int code) {
        return code > 128;
    }

    private ExitCode() {}
}
