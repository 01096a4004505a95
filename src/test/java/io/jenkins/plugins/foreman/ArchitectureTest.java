package io.jenkins.plugins.foreman;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Holds the direction of the packages: what talks to Foreman knows nothing of Jenkins, and looks only down. */
class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.foreman";
    private static final String CLIENT = ROOT + ".client..";
    private static final String RECORD = ROOT + ".record..";
    private static final String CAUSE = ROOT + ".cause..";
    private static final String INVOCATION = ROOT + ".invocation..";
    private static final String CONSOLE = ROOT + ".console..";
    private static final String VIEW = ROOT + ".view..";
    private static final String[] JENKINS = {
        ROOT + ".config..",
        ROOT + ".runs..",
        ROOT + ".job..",
        ROOT + ".junit..",
        ROOT + ".steps..",
        ROOT + ".freestyle..",
        ROOT + ".parameters..",
        ROOT + ".page.."
    };

    private static JavaClasses plugin;

    @BeforeAll
    static void readClasses() {
        plugin = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void packagesLookOnlyDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("client")
                .definedBy(CLIENT)
                .layer("record")
                .definedBy(RECORD)
                .layer("cause")
                .definedBy(CAUSE)
                .layer("invocation")
                .definedBy(INVOCATION)
                .layer("console")
                .definedBy(CONSOLE)
                .layer("view")
                .definedBy(VIEW)
                .layer("Jenkins")
                .definedBy(JENKINS)
                .whereLayer("client")
                .mayNotAccessAnyLayer()
                .whereLayer("record")
                .mayOnlyAccessLayers("client")
                .whereLayer("cause")
                .mayOnlyAccessLayers("client", "record")
                .whereLayer("invocation")
                .mayOnlyAccessLayers("client", "record")
                .whereLayer("view")
                .mayOnlyAccessLayers("client", "record", "cause")
                .whereLayer("console")
                .mayOnlyAccessLayers("client", "record", "cause", "invocation")
                .check(plugin);
    }

    @Test
    void whatStandsInAPipelineAFreestyleJobOrAPageKnowsNothingOfTheOthers() {
        slices().assignedFrom(adapters())
                .should()
                .notDependOnEachOther()
                .because("they share the model of a job, and what is stored has the names of no step")
                .check(plugin);
    }

    private static SliceAssignment adapters() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return Stream.of("steps", "freestyle", "parameters", "page")
                        .filter(name -> type.getPackageName().equals(ROOT + "." + name))
                        .map(SliceIdentifier::of)
                        .findFirst()
                        .orElse(SliceIdentifier.ignore());
            }

            @Override
            public String getDescription() {
                return "steps, build steps, parameters and pages";
            }
        };
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(plugin);
    }

    @Test
    void whatRunsAJobKnowsNothingOfJenkins() {
        // Generated Messages are let through: org.jvnet.localizer is a plain library, and the annotation of
        // org.kohsuke.accmod that they get in the Jenkins build is not looked at when they run.
        noClasses()
                .that()
                .resideInAnyPackage(CLIENT, RECORD, CAUSE, INVOCATION, CONSOLE, VIEW)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke.stapler..")
                .because("the command line, its page and the tests run it where there is no Jenkins")
                .check(plugin);
    }

    @Test
    void noNameStandsForTwoThings() {
        Map<String, List<String>> packages = plugin.stream()
                .filter(type -> type.isTopLevelClass()
                        // what is left of a name is only read
                        && !type.isAnnotatedWith(Deprecated.class)
                        && !type.getSimpleName().equals("Messages")
                        && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getPackageName, toList())));

        assertThat(packages.entrySet()).noneMatch(entry -> entry.getValue().size() > 1);
    }

    @Test
    void testsAreNamedInOneStyle() {
        methods()
                .that()
                .areAnnotatedWith(Test.class)
                .or()
                .areAnnotatedWith(ParameterizedTest.class)
                .should()
                .haveNameMatching("[a-z][a-zA-Z0-9]*")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                        .importPackages(ROOT));
    }
}
