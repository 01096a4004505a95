package io.jenkins.plugins.foreman.steps;

/** Describes a step that asks Foreman something; it works wherever there is a build, also without an agent. */
public abstract class QueryDescriptor extends JobFormDescriptor {}
