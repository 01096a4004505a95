/** Foreman servers in Jenkins: where they are configured, how a job finds its one, credentials, the connection test. */
package io.jenkins.plugins.foreman.config;
