package io.jenkins.plugins.foreman;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.jenkins.plugins.foreman.WebMethods.Row;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No web method is forgotten in the table of who may call it. */
class WebMethodsTest {

    @Test
    void theTableHasEachWebMethodOfThePlugin() {
        Set<String> methods = new ClassFileImporter()
                        .withImportOption(DO_NOT_INCLUDE_TESTS)
                        .importPackages(getClass().getPackageName())
                        .stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(WebMethodsTest::isWebMethod)
                        .map(method -> method.getOwner().getName().replaceFirst(".*\\.", "") + "." + method.getName())
                        .collect(toCollection(TreeSet::new));

        assertThat(methods).isEqualTo(WebMethods.ALL.stream().map(Row::method).collect(toCollection(TreeSet::new)));
    }

    /** Anything that Stapler would call for an address: by its name or by an annotation. */
    private static boolean isWebMethod(JavaMethod method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && (method.getName().matches("(do|js)[A-Z].*|getDynamic")
                        || method.isAnnotatedWith("org.kohsuke.stapler.WebMethod")
                        || method.isAnnotatedWith("org.kohsuke.stapler.bind.JavaScriptMethod"));
    }
}
