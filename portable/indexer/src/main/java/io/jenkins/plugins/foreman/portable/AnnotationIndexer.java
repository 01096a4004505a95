package io.jenkins.plugins.foreman.portable;

import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Lists the classes that carry an annotation marked {@code @Indexed}, such as {@code @Symbol}, where Jenkins looks for
 * them. The Jenkins project's own processor is not on Maven Central.
 */
@SupportedAnnotationTypes("*")
public final class AnnotationIndexer extends AbstractProcessor {

    private static final String INDEXED = "org.jvnet.hudson.annotation_indexer.Indexed";

    private final SortedMap<String, SortedSet<String>> classesByAnnotation = new TreeMap<>();

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (isIndexed(annotation)) {
                SortedSet<String> classes =
                        classesByAnnotation.computeIfAbsent(binaryName(annotation), name -> new TreeSet<>());
                for (Element element : round.getElementsAnnotatedWith(annotation)) {
                    classes.add(binaryName(enclosingType(element)));
                }
            }
        }
        if (round.processingOver() && !round.errorRaised()) {
            classesByAnnotation.forEach(this::write);
        }
        return false;
    }

    private static boolean isIndexed(TypeElement annotation) {
        return annotation.getAnnotationMirrors().stream()
                .anyMatch(mirror -> mirror.getAnnotationType().toString().equals(INDEXED));
    }

    private static TypeElement enclosingType(Element element) {
        Element type = element;
        while (!(type instanceof TypeElement)) {
            type = type.getEnclosingElement();
        }
        return (TypeElement) type;
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    private void write(String annotation, Set<String> classes) {
        String path = "META-INF/services/annotations/" + annotation;
        try (Writer out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", path)
                .openWriter()) {
            out.write(String.join("\n", classes));
            out.write('\n');
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "Cannot write " + path + ": " + e);
        }
    }
}
