package io.jenkins.plugins.foreman.invocation;

/** How soon a step should come when several wait for the same server. */
public enum Urgency {
    /** Somebody stops what runs on hosts: not even an exhausted budget or the last free place holds it up. */
    CANCEL,
    /** Somebody waits for it: a form, a step that asks, a job that is to be created. */
    PERSON,
    /** Following what runs anyhow. */
    READING
}
