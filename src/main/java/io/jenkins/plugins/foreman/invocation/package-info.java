/**
 * The engine: creates a job invocation exactly once, polls it cheaply, loses and repeats no output, and decides how it
 * ended. Driven by a scheduler that is passed in. No Jenkins.
 */
package io.jenkins.plugins.foreman.invocation;
