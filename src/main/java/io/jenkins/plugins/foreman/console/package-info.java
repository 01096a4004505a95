/** Turns what happens in a run into lines of the build log. No Jenkins. */
package io.jenkins.plugins.foreman.console;
