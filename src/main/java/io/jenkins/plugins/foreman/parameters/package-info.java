/** Build parameters that offer what a Foreman has. */
package io.jenkins.plugins.foreman.parameters;
