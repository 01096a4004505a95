package io.jenkins.plugins.foreman.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

/**
 * What a run keeps of the server that it was begun with. The name alone says little: anybody who may configure a folder
 * can give it to another server.
 *
 * @param name what jobs called it then
 * @param owner identity of the place where it is configured, null where an earlier version did not keep it
 * @param url its address then
 */
public record ServerIdentity(
        @NonNull String name,
        @CheckForNull String owner,
        @NonNull String url) {}
