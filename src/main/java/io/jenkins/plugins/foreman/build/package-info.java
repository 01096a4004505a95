/** What Pipelines in progress and their files name that were stored when {@code runs} had this name. It is only read. */
package io.jenkins.plugins.foreman.build;
