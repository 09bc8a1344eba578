package fanout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may use which: the direction of flow of the whole program. */
final class ArchitectureTest {
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("os", List.of()),
          Map.entry("exchange", List.of()),
          Map.entry("stub", List.of("os")),
          Map.entry("ledger", List.of("os")),
          Map.entry("process", List.of("os")),
          Map.entry("cluster", List.of("os", "exchange", "ledger", "strategy")),
          Map.entry("strategy", List.of("os", "exchange", "process", "ledger")),
          Map.entry(
              "run",
              List.of(
                  "os", "exchange", "stub", "ledger", "process", "cluster", "strategy", "results")),
          Map.entry("results", List.of()),
          Map.entry("stats", List.of("results")),
          Map.entry("ab", List.of("os", "results", "stats")),
          Map.entry("model", List.of("results", "stats")),
          Map.entry("report", List.of("results", "stats", "model")),
          Map.entry("report.html", List.of("report", "results", "stats", "model")));

  /** Where the program's own classes are, wherever a build puts them; tests may use all. */
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .importUrl(TimeSpan.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void looksAtTheProgramWithoutItsTests() {
    assertThat(PROGRAM.contain("fanout.cli.Main")).isTrue();
    assertThat(PROGRAM.contain(ArchitectureTest.class)).isFalse();
  }

  static Stream<String> packages() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyThePackagesItMay(String name) {
    List<String> allowed =
        Stream.concat(Stream.of(name), MAY_USE.getOrDefault(name, List.of()).stream())
            .map(other -> "fanout." + other)
            .toList();
    classes()
        .that()
        .resideInAPackage("fanout." + name)
        .should()
        .onlyDependOnClassesThat(outsideTheProjectOr(allowed))
        .allowEmptyShould(true)
        .check(PROGRAM);
  }

  @Test
  void theRootPackageUsesNoOther() {
    noClasses()
        .that()
        .resideInAPackage("fanout")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("fanout.*..")
        .check(PROGRAM);
  }

  @Test
  void onlyOsBindsToNativeCode() {
    noClasses()
        .that()
        .resideOutsideOfPackage("fanout.os")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign")
        .check(PROGRAM);
  }

  /** Others name a file without its first slash, and ask {@code os.SystemFiles} for it. */
  @Test
  void onlyOsOpensFilesOfTheKernel() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/fanout"))) {
      assertThat(sources.filter(Files::isRegularFile))
          .filteredOn(source -> !source.startsWith("src/main/java/fanout/os"))
          .isNotEmpty()
          .noneSatisfy(source -> assertThat(source).content().containsPattern("\"/(proc|sys)\\b"));
    }
  }

  private static DescribedPredicate<JavaClass> outsideTheProjectOr(List<String> allowed) {
    return DescribedPredicate.describe(
        "outside the project or in " + allowed,
        type ->
            !type.getPackageName().startsWith("fanout")
                || type.getPackageName().equals("fanout")
                || allowed.contains(type.getPackageName()));
  }
}
