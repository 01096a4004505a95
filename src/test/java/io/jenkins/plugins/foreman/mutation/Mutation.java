package io.jenkins.plugins.foreman.mutation;

import io.jenkins.plugins.foreman.TestProcess;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A small deliberate break of one promise.
 *
 * @param name what is broken
 * @param file below the package of the plugin
 * @param before lines that are replaced, without what indents them
 * @param after what replaces them
 * @param tests simple names of the classes one of which must fail
 */
record Mutation(String name, String file, List<String> before, List<String> after, List<String> tests) {

    private static final String PACKAGE = "src/main/java/io/jenkins/plugins/foreman/";
    private static final String LIST = "src/test/resources/io/jenkins/plugins/foreman/mutation/mutations.txt";

    /** All of the list. */
    static List<Mutation> all() throws IOException {
        return read(root().resolve(LIST));
    }

    /** Of the project. */
    static Path root() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve(LIST))) {
            path = path.getParent();
        }
        return path;
    }

    /**
     * Makes it: the class with the mutation, compiled.
     *
     * @throws IllegalArgumentException when the lines that are to be replaced are not there exactly once, or what replaces
     *     them cannot be compiled
     */
    void compile(Path classes) throws IOException {
        Path source = root().resolve(PACKAGE + file);
        Path copy = Files.createDirectories(classes.resolve("source")).resolve(source.getFileName());
        Files.writeString(copy, in(Files.readString(source)));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", TestProcess.classPath());
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(copy))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException(said.toString());
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * Reads a list: for each mutation its name after {@code #}, its file, the lines that go after {@code -}, those that come
     * instead after {@code +}, and the tests after {@code !}.
     */
    private static List<Mutation> read(Path list) throws IOException {
        List<Mutation> all = new ArrayList<>();
        Mutation current = null;
        for (String line : Files.readAllLines(list)) {
            if (line.isBlank()) {
                continue;
            }
            String rest = line.substring(1).strip();
            switch (line.charAt(0)) {
                case '#' -> current = null;
                case '-' -> current.before.add(rest);
                case '+' -> current.after.add(rest);
                case '!' -> current.tests.addAll(List.of(rest.split(",\\s*")));
                default -> throw new IOException("Not understood: " + line);
            }
            if (line.charAt(0) == '#') {
                String[] parts = rest.split(" @ ");
                current = new Mutation(parts[0], parts[1], new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                all.add(current);
            }
        }
        return all;
    }

    private String in(String source) {
        List<String> lines = new ArrayList<>(source.lines().toList());
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i + before.size() <= lines.size(); i++) {
            List<String> here = lines.subList(i, i + before.size()).stream()
                    .map(String::strip)
                    .toList();
            if (here.equals(before)) {
                places.add(i);
            }
        }
        if (places.size() != 1) {
            throw new IllegalArgumentException(file + " has these lines " + places.size() + " times: " + before);
        }
        int place = places.get(0);
        lines.subList(place, place + before.size()).clear();
        lines.addAll(place, after);
        return String.join("\n", lines);
    }
}
