/** The command line: the plugin's client and engine from any terminal, without Jenkins. */
package io.jenkins.plugins.foreman.cli;
