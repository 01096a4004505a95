package io.jenkins.plugins.foreman.mutation;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/**
 * Runs test classes, given by their simple names, in a process of its own and says which test failed first. JUnit's launcher
 * comes with the build tool and is not there when this is compiled.
 */
final class RunTests {

    static final String BEGUN = "BEGUN";
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
        Class<?> builder = Class.forName(LAUNCHER + "core.LauncherDiscoveryRequestBuilder");
        Object request = builder.getMethod("request").invoke(null);
        builder.getMethod("selectors", List.class).invoke(request, selectors(List.of(names)));
        Class<?> listenerType = Class.forName(LAUNCHER + "TestExecutionListener");
        Object listeners = Array.newInstance(listenerType, 1);
        Array.set(
                listeners,
                0,
                Proxy.newProxyInstance(
                        RunTests.class.getClassLoader(), new Class<?>[] {listenerType}, RunTests::listen));
        Object launcher = Class.forName(LAUNCHER + "core.LauncherFactory")
                .getMethod("create")
                .invoke(null);
        System.out.println(BEGUN);
        Class.forName(LAUNCHER + "Launcher")
                .getMethod("execute", Class.forName(LAUNCHER + "LauncherDiscoveryRequest"), listeners.getClass())
                .invoke(launcher, builder.getMethod("build").invoke(request), listeners);
        end();
    }

    /** What the launcher tells its listener: the first test that fails says enough. */
    private static Object listen(Object listener, Method told, Object[] arguments) throws ReflectiveOperationException {
        switch (told.getName()) {
            case "executionFinished" -> {
                if (((TestExecutionResult) arguments[1]).getStatus() == TestExecutionResult.Status.FAILED) {
                    Object test = arguments[0];
                    System.out.println(
                            FAILED + test.getClass().getMethod("getDisplayName").invoke(test));
                    end();
                }
                return null;
            }
            case "equals" -> {
                return listener == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(listener);
            }
            default -> {
                return null;
            }
        }
    }

    private static void end() {
        System.out.println(DONE);
        Runtime.getRuntime().halt(0);
    }

    /** In the order of the names, so that those tests come first that are named first. */
    private static List<DiscoverySelector> selectors(List<String> names) throws Exception {
        Path classes = Path.of(RunTests.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (String name : names) {
            try (Stream<Path> files = Files.walk(classes.resolve(PACKAGE))) {
                List<String> found = files.map(file -> classes.relativize(file)
                                .toString()
                                .replace(".class", "")
                                .replace('/', '.'))
                        .filter(file -> file.endsWith("." + name))
                        .toList();
                if (found.size() != 1) {
                    throw new IllegalArgumentException(name + " may be any of " + found);
                }
                selectors.add(DiscoverySelectors.selectClass(found.get(0)));
            }
        }
        return selectors;
    }
}
