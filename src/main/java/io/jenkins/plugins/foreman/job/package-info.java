/** What a build is told to run: one model for the Pipeline step, the build step and what is stored, and its forms. */
package io.jenkins.plugins.foreman.job;
