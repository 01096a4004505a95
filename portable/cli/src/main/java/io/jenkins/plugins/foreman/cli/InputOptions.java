package io.jenkins.plugins.foreman.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Values of a template's inputs, from where each is best kept. */
final class InputOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "Value of an input; may be given several times.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = "--input-env",
            paramLabel = "NAME=VARIABLE",
            description = "Value of an input from an environment variable, for secrets.")
    private Map<String, String> fromVariables = new LinkedHashMap<>();

    @Option(names = "--input-file", paramLabel = "NAME=FILE", description = "Value of an input from a file.")
    private Map<String, Path> fromFiles = new LinkedHashMap<>();

    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>(given);
        Environment environment = ForemanJob.environment(command);
        fromVariables.forEach((name, variable) -> {
            String value = environment.variables().apply(variable);
            if (value == null) {
                throw wrong("The variable " + variable + " for the input " + name + " is not set.");
            }
            values.put(name, value);
        });
        fromFiles.forEach((name, file) -> {
            try {
                values.put(name, TextFile.read(file));
            } catch (IOException e) {
                throw wrong("The input " + name + " cannot be read. " + e.getMessage());
            }
        });
        return values;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
