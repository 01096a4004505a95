/** Pipeline steps. */
package io.jenkins.plugins.foreman.steps;
