/** What a build shows of its job invocations: a page, a few words on the build's own page, and the remote API. */
package io.jenkins.plugins.foreman.page;
