/** Ties runs of job invocations to builds: what a build keeps of them, who follows them, what they need of Jenkins. */
package io.jenkins.plugins.foreman.runs;
