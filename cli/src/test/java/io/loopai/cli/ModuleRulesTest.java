package io.loopai.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.originOwner;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.loopai.oracle.LlmMessage;
import io.loopai.privacy.Border;
import io.loopai.task.Privacy;
import org.junit.jupiter.api.Test;

/** Dependencies point one way: udf-runtime ← connectors ← jobs ← cli. */
class ModuleRulesTest {

    private static final JavaClasses LOOPAI =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.loopai");

    /** Those that write what an LLM is told. */
    private static final String WRITERS =
            "io\\.loopai\\.(generator\\.llm\\.ProgramPrompt|oracle\\.LlmOracle)";

    @Test
    void shouldSeeEveryModule() {
        assertThat(LOOPAI.stream().map(each -> each.getPackageName()).distinct())
                .contains(
                        "io.loopai.program",
                        "io.loopai.task",
                        "io.loopai.sandbox",
                        "io.loopai.engine",
                        "io.loopai.store",
                        "io.loopai.files",
                        "io.loopai.kafka",
                        "io.loopai.oracle",
                        "io.loopai.service.decisions",
                        "io.loopai.service.api",
                        "io.loopai.jobs",
                        "io.loopai.comparison",
                        "io.loopai.validation",
                        "io.loopai.cli");
    }

    @Test
    void shouldKeepFlinkOutOfTheRuntimeAndTheStore() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.loopai.program..",
                        "io.loopai.features..",
                        "io.loopai.task..",
                        "io.loopai.signature..",
                        "io.loopai.sandbox..",
                        "io.loopai.engine..",
                        "io.loopai.store..",
                        "io.loopai.oracle..",
                        "io.loopai.generator..",
                        "io.loopai.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.kafka..",
                        "io.loopai.files..",
                        "io.loopai.kafka..",
                        "io.loopai.jobs..")
                .because("the service and other hosts embed them without Flink")
                .check(LOOPAI);
    }

    @Test
    void shouldKeepFilesAndProcessesOutOfTheRuntime() {
        noClasses()
                .that()
                .resideInAnyPackage("io.loopai.program..", "io.loopai.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..")
                .because("the runtime is to be embeddable anywhere")
                .check(LOOPAI);
    }

    @Test
    void shouldLetTheProgramApiDependOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.loopai.program..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.loopai.task..",
                        "io.loopai.sandbox..",
                        "io.loopai.engine..",
                        "com.fasterxml..")
                .because("generated code may see it, and nothing behind it")
                .check(LOOPAI);
    }

    @Test
    void shouldPointOneWay() {
        noClasses()
                .that()
                .resideInAnyPackage("io.loopai.files..", "io.loopai.kafka..", "io.loopai.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.loopai.jobs..", "io.loopai.validation..", "io.loopai.cli..")
                .check(LOOPAI);
        noClasses()
                .that()
                .resideInAnyPackage("io.loopai.jobs..", "io.loopai.validation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.loopai.cli..")
                .check(LOOPAI);
    }

    @Test
    void shouldAskLlmsInOneModuleOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.loopai.oracle..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.openai..", "okhttp3..", "kotlin..")
                .because("the key, the budget and the privacy of requests are held there")
                .check(LOOPAI);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.loopai.store..",
                        "io.loopai.files..",
                        "io.loopai.kafka..",
                        "io.loopai.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.loopai.oracle..")
                .because("the execution job talks to no LLM, and its jar is to stay small")
                .check(LOOPAI);
    }

    /** Masking is package-private; so whatever these two send of a row, they have from {@link Border}. */
    @Test
    void shouldLetTextsLeaveThroughTheBorderAlone() {
        classes()
                .that()
                .haveNameMatching(WRITERS)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Border.class)
                .check(LOOPAI);
        noClasses()
                .that()
                .haveNameNotMatching(WRITERS)
                .and()
                .doNotHaveSimpleName("Dialect") // says the same in other roles
                .should()
                .callMethod(LlmMessage.class, "user", String.class)
                .orShould()
                .callMethod(LlmMessage.class, "system", String.class)
                .orShould()
                .callConstructorWhere(
                        target(owner(assignableTo(LlmMessage.class)))
                                .and(originOwner(not(equivalentTo(LlmMessage.class)))))
                .because(
                        "what an LLM is told of a task is written in two classes, which ask Border")
                .check(LOOPAI);
        noClasses()
                .that()
                .resideOutsideOfPackages("io.loopai.privacy..", "io.loopai.task..")
                .should()
                .accessField(Privacy.class, "STRICT")
                .orShould()
                .callMethod(Privacy.class, "letsInputsOut")
                .because("what strict means is decided in Border")
                .check(LOOPAI);
    }

    /** The commands talk to the service and to Flink; all else that talks HTTP crosses the border. */
    @Test
    void shouldLetReportsLeaveThroughTheBorderAlone() {
        classes()
                .that()
                .haveSimpleName("TelemetryPost")
                .should()
                .callMethod(Border.class, "aggregates", JsonNode.class)
                .check(LOOPAI);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.loopai.cli..")
                .and()
                .doNotHaveSimpleName("TelemetryPost")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(http\\..*|Socket|HttpURLConnection|URLConnection)")
                .check(LOOPAI);
    }

    @Test
    void shouldKeepHttpServersAndDatabasesInTheService() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.loopai.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..", "io.netty..", "org.h2..", "org.jdbi..", "org.flywaydb..")
                .because("the jobs' jars carry neither")
                .check(LOOPAI);
        noClasses()
                .that()
                .resideInAnyPackage("io.loopai.jobs..", "io.loopai.kafka..", "io.loopai.files..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.loopai.service..", "io.loopai.generator..")
                .because("jobs run where there is no service")
                .check(LOOPAI);
    }

    @Test
    void shouldKeepDecisionsApartFromHttp() {
        noClasses()
                .that()
                .resideInAnyPackage("io.loopai.service.decisions..", "io.loopai.service.db..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.loopai.service.api..")
                .check(LOOPAI);
    }

    @Test
    void shouldHaveNoCirclesBetweenPackages() {
        slices().matching("io.loopai.(*)..").should().beFreeOfCycles().check(LOOPAI);
    }
}
