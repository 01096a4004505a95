/** Why hosts failed, from what they wrote: the same for the page, its exports and the build log. No Jenkins. */
package io.jenkins.plugins.foreman.cause;
