package io.jenkins.plugins.foreman;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the declarations that the portable build compiles against to the classes that they stand for: whatever is declared
 * is there in Jenkins, as it is declared. Jenkins has more.
 */
class DeclarationsJenkinsTest {

    private static final Path SOURCES = Path.of("portable/jenkins-api/src/main/java");

    /** What a caller or a subclass sees of a modifier. */
    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC;

    @TempDir
    Path classes;

    private final List<String> differences = new ArrayList<>();

    @Test
    void whatIsDeclaredIsWhatJenkinsHas() throws Exception {
        compile();
        try (URLClassLoader declared = new DeclaredFirst(classes)) {
            List<String> names = names();
            assertThat(names).hasSizeGreaterThan(150);
            for (String name : names) {
                compare(Class.forName(name, false, declared));
            }
        }

        assertThat(differences).isEmpty();
    }

    /** Finds the declarations before what they stand for. */
    private static final class DeclaredFirst extends URLClassLoader {
        DeclaredFirst(Path classes) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, DeclarationsJenkinsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && findResource(name.replace('.', '/') + ".class") != null) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }

    private void compile() throws IOException {
        List<File> files;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            files = all.filter(path -> path.toString().endsWith(".java"))
                    .map(Path::toFile)
                    .toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none", "-nowarn", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            null, manager, null, options, null, manager.getJavaFileObjectsFromFiles(files))
                    .call();
            assertThat(compiled).isTrue();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(path -> path.toString().endsWith(".class"))
                    .map(path -> classes.relativize(path).toString())
                    .map(path ->
                            path.substring(0, path.length() - ".class".length()).replace(File.separatorChar, '.'))
                    .sorted()
                    .toList();
        }
    }

    private void compare(Class<?> declared) {
        if (declared.isAnonymousClass() || Modifier.isPrivate(declared.getModifiers())) {
            return;
        }
        String name = declared.getName();
        Class<?> real;
        try {
            real = Class.forName(name, false, getClass().getClassLoader());
        } catch (ClassNotFoundException e) {
            differences.add(name + " is not there");
            return;
        }
        hold(declared.isInterface() == real.isInterface(), name + " is an interface");
        hold(
                visible(declared.getModifiers()) == visible(real.getModifiers())
                        && Modifier.isAbstract(declared.getModifiers()) == Modifier.isAbstract(real.getModifiers())
                        && Modifier.isFinal(declared.getModifiers()) == Modifier.isFinal(real.getModifiers()),
                name + " is " + Modifier.toString(declared.getModifiers()) + ", in Jenkins "
                        + Modifier.toString(real.getModifiers()));
        annotations(declared, real);
        Set<String> ancestors = ancestors(real);
        ancestors(declared).forEach(each -> hold(ancestors.contains(each), name + " is a " + each));
        for (Constructor<?> each : declared.getDeclaredConstructors()) {
            if (isVisible(each)) {
                compare(each, find(real.getDeclaredConstructors(), each));
            }
        }
        for (Method each : declared.getDeclaredMethods()) {
            if (isVisible(each)) {
                Method found = find(methods(real), each);
                compare(each, found);
                hold(
                        found == null
                                || each.getReturnType()
                                        .getName()
                                        .equals(found.getReturnType().getName()),
                        each + " returns " + (found == null ? "" : found.getReturnType()));
            }
        }
        for (Field each : declared.getDeclaredFields()) {
            if (isVisible(each.getModifiers()) && !each.isSynthetic()) {
                compare(each, real);
            }
        }
    }

    private void compare(Executable declared, Executable real) {
        if (real == null) {
            differences.add(declared + " is not there");
            return;
        }
        hold(
                visible(declared.getModifiers()) == visible(real.getModifiers()),
                declared + " is in Jenkins " + Modifier.toString(real.getModifiers()));
        hold(
                Modifier.isAbstract(declared.getModifiers()) == Modifier.isAbstract(real.getModifiers()),
                declared + " is in Jenkins " + Modifier.toString(real.getModifiers()));
        annotations(declared, real);
        hold(
                names(declared.getExceptionTypes()).equals(names(real.getExceptionTypes())),
                declared + " throws in Jenkins " + names(real.getExceptionTypes()));
    }

    private void compare(Field declared, Class<?> realClass) {
        Field real = null;
        for (Class<?> each = realClass; each != null && real == null; each = each.getSuperclass()) {
            real = Arrays.stream(each.getDeclaredFields())
                    .filter(field -> field.getName().equals(declared.getName()))
                    .findFirst()
                    .orElse(null);
        }
        hold(
                real != null
                        && visible(real.getModifiers()) == visible(declared.getModifiers())
                        && real.getType().getName().equals(declared.getType().getName()),
                declared + " is in Jenkins " + real);
    }

    private void annotations(AnnotatedElement declared, AnnotatedElement real) {
        for (Annotation each : declared.getAnnotations()) {
            String type = each.annotationType().getName();
            hold(
                    Arrays.stream(real.getAnnotations())
                            .anyMatch(found -> found.annotationType().getName().equals(type)),
                    declared + " has no " + type + " in Jenkins");
        }
    }

    private void hold(boolean condition, String difference) {
        if (!condition) {
            differences.add(difference);
        }
    }

    private static boolean isVisible(Executable member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static boolean isVisible(int modifiers) {
        return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static int visible(int modifiers) {
        return modifiers & VISIBLE;
    }

    private static Set<String> names(Class<?>... types) {
        return Arrays.stream(types).map(Class::getName).collect(Collectors.toSet());
    }

    /** Those of the same name and parameters, the one that is no bridge first. */
    private static <T extends Executable> T find(T[] all, Executable like) {
        return Arrays.stream(all)
                .filter(each -> each.getName().equals(like.getName())
                        && parameters(each).equals(parameters(like)))
                .min((a, b) -> Boolean.compare(a.isSynthetic(), b.isSynthetic()))
                .orElse(null);
    }

    private static List<String> parameters(Executable member) {
        return Arrays.stream(member.getParameterTypes()).map(Class::getName).toList();
    }

    /** Its own and those that it inherits. */
    private static Method[] methods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            methods.addAll(Arrays.asList(each.getDeclaredMethods()));
        }
        methods.addAll(Arrays.asList(type.getMethods()));
        return methods.toArray(Method[]::new);
    }

    private static Set<String> ancestors(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            names.add(each.getName());
            for (Class<?> implemented : each.getInterfaces()) {
                names.addAll(ancestors(implemented));
            }
        }
        return names;
    }
}
