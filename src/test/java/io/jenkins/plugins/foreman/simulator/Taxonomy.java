package io.jenkins.plugins.foreman.simulator;

/**
 * An organization or a location.
 *
 * @param id unique among both kinds
 * @param name also its title; there is no nesting
 */
public record Taxonomy(int id, String name) {}
