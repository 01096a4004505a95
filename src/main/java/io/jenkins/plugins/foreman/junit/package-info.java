/** The hosts of runs as test cases of a build. What needs the JUnit plugin is here alone. */
package io.jenkins.plugins.foreman.junit;
