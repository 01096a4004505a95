package io.jenkins.plugins.foreman.simulator;

/** Whether and how the simulator speaks TLS. */
public enum TlsMode {
    /** Plain HTTP. */
    NONE,
    /** A self-signed certificate for localhost and 127.0.0.1; trust {@link ForemanSimulator#certificatePem()}. */
    SELF_SIGNED,
    /** The same, but no longer valid. */
    EXPIRED,
    /** A certificate for another host's name. */
    WRONG_HOST
}
