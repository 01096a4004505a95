/** Serves the summary page of a run to a browser on the same machine. */
package io.jenkins.plugins.foreman.cli.page;
