/**
 * The REST client of Foreman's remote execution: one HTTP class, plain records, one exception family. Nothing above
 * this package sees HTTP or JSON, and nothing in it sees Jenkins.
 */
package io.jenkins.plugins.foreman.client;
