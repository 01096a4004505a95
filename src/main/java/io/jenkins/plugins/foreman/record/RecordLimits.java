package io.jenkins.plugins.foreman.record;

/**
 * How much output is kept, in characters. What goes beyond is counted, and a sentence in its place says where the rest
 * is.
 *
 * @param charsPerHost for one host
 * @param charsInAll for all hosts of an attempt together
 */
public record RecordLimits(long charsPerHost, long charsInAll) {

    /** 16 Mi characters a host, 2 Gi in all. */
    public static final RecordLimits DEFAULT = new RecordLimits(16L << 20, 2L << 30);
}
