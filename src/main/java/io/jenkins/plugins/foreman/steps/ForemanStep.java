package io.jenkins.plugins.foreman.steps;

import org.jenkinsci.plugins.workflow.steps.Step;

/** A step of this plugin. Help on what several steps take is here: Jenkins looks for it along the superclasses of a step. */
abstract class ForemanStep extends Step {}
