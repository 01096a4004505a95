/**
 * What a run keeps on disk of its job invocations: a small head, and for each attempt an append-only output log with an
 * index and a host table. A bounded number of files whatever the number of hosts. No Jenkins.
 */
package io.jenkins.plugins.foreman.record;
