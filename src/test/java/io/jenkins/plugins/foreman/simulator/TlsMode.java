package io.jenkins.plugins.foreman.simulator;

/** Whether and how the simulator speaks TLS. */
public enum TlsMode {
    /** Plain HTTP. */
    NONE,
    /** A self-signed certificate for localhost and 127.0.0.1; trust {@link ForemanSimulator#certificatePem()}. */
    SELF_SIGNED,
    /** A certificate of an authority to trust, but no longer valid. */
    EXPIRED,
    /** A certificate of an authority to trust, but for another host's name. */
    WRONG_HOST
}
