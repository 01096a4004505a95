package io.jenkins.plugins.foreman.mutation;

import java.io.PrintStream;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/**
 * Runs test classes, given by their simple names, in a process of its own and says which tests failed. JUnit's launcher
 * comes with the build tool and is not there when this is compiled.
 */
final class RunTests {

    static final String FAILED = "FAILED: ";
    static final String DONE = "DONE";

    private static final String LAUNCHER = "org.junit.platform.launcher.";
    private static final String PACKAGE = "io/jenkins/plugins/foreman";

    private RunTests() {}

    /** Where the launcher is, for the class path of another process. */
    static Path launcherPath() throws ReflectiveOperationException {
        return Path.of(Class.forName(LAUNCHER + "Launcher")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }

    public static void main(String[] names) throws Exception {
        PrintStream out = System.out;
        Class<?> builder = Class.forName(LAUNCHER + "core.LauncherDiscoveryRequestBuilder");
        Object request = builder.getMethod("request").invoke(null);
        builder.getMethod("selectors", List.class).invoke(request, selectors(List.of(names)));
        Object listener = Class.forName(LAUNCHER + "listeners.SummaryGeneratingListener")
                .getConstructor()
                .newInstance();
        Class<?> listenerType = Class.forName(LAUNCHER + "TestExecutionListener");
        Object listeners = Array.newInstance(listenerType, 1);
        Array.set(listeners, 0, listener);
        Object launcher = Class.forName(LAUNCHER + "core.LauncherFactory")
                .getMethod("create")
                .invoke(null);
        Class.forName(LAUNCHER + "Launcher")
                .getMethod("execute", Class.forName(LAUNCHER + "LauncherDiscoveryRequest"), listeners.getClass())
                .invoke(launcher, builder.getMethod("build").invoke(request), listeners);
        Object summary = listener.getClass().getMethod("getSummary").invoke(listener);
        Class<?> summaryType = Class.forName(LAUNCHER + "listeners.TestExecutionSummary");
        for (Object failure : (List<?>) summaryType.getMethod("getFailures").invoke(summary)) {
            Class<?> failureType = Class.forName(LAUNCHER + "listeners.TestExecutionSummary$Failure");
            Object test = failureType.getMethod("getTestIdentifier").invoke(failure);
            out.println(FAILED + test.getClass().getMethod("getDisplayName").invoke(test));
        }
        out.println(DONE + " " + summaryType.getMethod("getTestsFoundCount").invoke(summary));
        System.exit(0);
    }

    private static List<DiscoverySelector> selectors(List<String> names) throws Exception {
        Path classes = Path.of(RunTests.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<DiscoverySelector> selectors = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes.resolve(PACKAGE))) {
            for (Path file : files.toList()) {
                String name = classes.relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                if (names.stream().anyMatch(wanted -> name.endsWith("." + wanted))) {
                    selectors.add(DiscoverySelectors.selectClass(name));
                }
            }
        }
        if (selectors.size() != names.size()) {
            throw new IllegalArgumentException("Not all of these are there: " + names);
        }
        return selectors;
    }
}
