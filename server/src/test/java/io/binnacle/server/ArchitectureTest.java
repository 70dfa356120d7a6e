package io.binnacle.server;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the rules of ARCHITECTURE.md that can be read from class files. */
class ArchitectureTest {

    private static final String ROOT = "io.binnacle.";
    /** Each may use those before it. */
    private static final List<String> MODULES = List.of("kernel", "storage", "timeseries", "cmdb", "telemetry",
            "insight", "operations", "server");
    /** Words for a layer or for nothing in particular; a package is a capability. */
    private static final Set<String> LAYER_WORDS = Set.of("impl", "util", "utils", "dto", "service", "services",
            "manager", "helper", "helpers", "exception", "exceptions", "common", "misc");
    private static final Set<String> WALL_CLOCKS = Set.of(Clock.class.getName(), InstantSource.class.getName(),
            Instant.class.getName(), LocalDate.class.getName(), LocalDateTime.class.getName(),
            OffsetDateTime.class.getName(), ZonedDateTime.class.getName());

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOptions(List.of(new ImportOption.DoNotIncludeTests(),
                    location -> !location.contains("/binnacle/testkit/") && !location.contains("/testkit/target/")))
            .importPackages("io.binnacle");

    @Test
    void everyModuleIsSeen() {
        assertThat(CLASSES.stream().map(ArchitectureTest::module)).as("modules on the class path")
                .containsAll(MODULES).allMatch(MODULES::contains);
    }

    @Test
    void aModuleUsesOnlyThoseBelowIt() {
        for (int i = 0; i < MODULES.size(); i++) {
            String[] above = MODULES.subList(i + 1, MODULES.size()).stream().map(ArchitectureTest::all)
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses().that().resideInAPackage(all(MODULES.get(i))).should().dependOnClassesThat()
                        .resideInAnyPackage(above).check(CLASSES);
            }
        }
    }

    @Test
    void theTimeSeriesAreALibraryOfTheirOwn() {
        String[] others = MODULES.stream().filter(module -> !Set.of("kernel", "timeseries").contains(module))
                .map(ArchitectureTest::all).toArray(String[]::new);
        noClasses().that().resideInAPackage(all("timeseries")).should().dependOnClassesThat()
                .resideInAnyPackage(others).check(CLASSES);
        noClasses().that().resideInAPackage(all("cmdb")).should().dependOnClassesThat()
                .resideInAPackage(all("timeseries")).check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.binnacle.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aPackageIsACapability() {
        classes().should(new ArchCondition<>("stand in packages with the names of capabilities") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                List<String> layers = Arrays.stream(type.getPackageName().split("\\.")).filter(LAYER_WORDS::contains)
                        .toList();
                events.add(new SimpleConditionEvent(type, layers.isEmpty(), type.getName() + " is in " + layers));
            }
        }).check(CLASSES);
    }

    /** {@code storage.Database} hands the connections out, and the composition root hands them on. */
    @Test
    void sqlStandsInJdbcPackages() {
        noClasses().that().resideOutsideOfPackages("..jdbc..", "io.binnacle.storage", "io.binnacle.server").should()
                .dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql..")
                .check(CLASSES);
        noClasses().that().resideInAPackage("io.binnacle.server").should().dependOnClassesThat()
                .haveFullyQualifiedName("org.jdbi.v3.core.statement.Query").orShould().dependOnClassesThat()
                .haveFullyQualifiedName("org.jdbi.v3.core.statement.Update").check(CLASSES);
    }

    @Test
    void whatImplementsACapabilityIsPublicOnlyForTheCompositionRoot() {
        classes().that().resideInAPackage("..jdbc..").and().haveModifier(JavaModifier.PUBLIC).and()
                .areTopLevelClasses().should(new ArchCondition<>("be used outside of their package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean used = type.getDirectDependenciesToSelf().stream()
                                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
                        events.add(new SimpleConditionEvent(type, used, type.getName() + " is public for nobody"));
                    }
                }).check(CLASSES);
    }

    @Test
    void theClockIsInjected() {
        noClasses().that().resideOutsideOfPackage("io.binnacle.server").should()
                .callMethodWhere(new DescribedPredicate<JavaCall<?>>("the wall clock is read") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        return readsWallClock(call);
                    }
                }).orShould().callConstructor(Date.class).check(CLASSES);
    }

    private static boolean readsWallClock(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        String method = call.getName();
        boolean asks = method.equals("now") && call.getTarget().getRawParameterTypes().isEmpty();
        return (owner.equals(System.class.getName()) && method.equals("currentTimeMillis"))
                || (WALL_CLOCKS.contains(owner)
                        && (asks || method.startsWith("system") || method.startsWith("tick")));
    }

    @Test
    void theEnvironmentIsReadByTheConfigurationOnly() {
        noClasses().that().resideOutsideOfPackage("io.binnacle.server.config").should()
                .callMethod(System.class, "getenv").orShould().callMethod(System.class, "getenv", String.class)
                .orShould().callMethod(System.class, "getProperties").check(CLASSES);
    }

    /** System properties say which machine this is ({@code os.name}, {@code os.arch}), never what is configured. */
    @Test
    void systemPropertiesAreReadOnlyToKnowTheMachine() {
        noClasses().that().doNotHaveFullyQualifiedName("io.binnacle.storage.postgres.PostgresRuntime").and()
                .doNotHaveFullyQualifiedName("io.binnacle.cmdb.discovery.host.OshiHardware").and()
                .doNotHaveFullyQualifiedName("io.binnacle.telemetry.metric.host.HostProbes").should()
                .callMethod(System.class, "getProperty", String.class).orShould()
                .callMethod(System.class, "getProperty", String.class, String.class).check(CLASSES);
    }

    private static String all(String module) {
        return ROOT + module + "..";
    }

    private static String module(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).split("\\.", 2)[0];
    }
}
