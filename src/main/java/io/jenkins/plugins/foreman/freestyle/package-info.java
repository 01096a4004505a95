/** Build steps of freestyle, matrix and Maven jobs. */
package io.jenkins.plugins.foreman.freestyle;
