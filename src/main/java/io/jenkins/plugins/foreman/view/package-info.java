/**
 * The summary page without Jenkins: what it shows, as data. A {@link io.jenkins.plugins.foreman.view.RunPage} answers
 * requests, whoever carries them: Stapler in Jenkins, a small server on the command line. Imports the client's and the
 * record's types and nothing of Jenkins or HTTP.
 */
package io.jenkins.plugins.foreman.view;
