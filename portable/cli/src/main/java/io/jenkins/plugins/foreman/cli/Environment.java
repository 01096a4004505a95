package io.jenkins.plugins.foreman.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Console;
import java.util.function.UnaryOperator;

/**
 * What a command takes from around it besides its arguments.
 *
 * @param variables value of an environment variable, null when unset
 * @param secrets asks a person for a secret with the given prompt; null when there is nobody to ask
 */
record Environment(
        @NonNull UnaryOperator<String> variables, @NonNull UnaryOperator<String> secrets) {

    static final Environment PROCESS = new Environment(System::getenv, Environment::ask);

    @CheckForNull
    private static String ask(String prompt) {
        Console console = System.console();
        char[] secret = console == null ? null : console.readPassword("%s: ", prompt);
        return secret == null ? null : new String(secret);
    }

    /** The first of the variables that is set and not empty, null when none is. */
    @CheckForNull
    String variable(String... names) {
        for (String name : names) {
            String value = variables.apply(name);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
