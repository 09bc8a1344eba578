package fanout.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fanout.ab.Units.Unit;
import fanout.results.RowKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is run by itself of what JMH lists. */
final class UnitsTest {
  @TempDir private Path directory;

  @Test
  void makesAUnitOfEachCombinationOfParameters() throws IOException {
    List<RowKey> rows =
        listed("a.B.c", "  param \"n\" = {1, 2}", "  param \"s\" = {x, y}", "a.B.d");
    Units units = Units.listed(rows, rows, Set.of());
    assertThat(units.all())
        .extracting(Unit::name)
        .containsExactly(
            "a.B.c (n=1, s=x)",
            "a.B.c (n=1, s=y)",
            "a.B.c (n=2, s=x)",
            "a.B.c (n=2, s=y)",
            "a.B.d");
    assertThat(units.all().getFirst().options("run", List.of()))
        .containsExactly("^\\Qa.B.c\\E$", "-e", "^(?!\\Qa.B.c\\E$)", "-p", "n=1", "-p", "s=x");
  }

  @Test
  void makesUnitsOfAllPartsOfABenchmarkThatIsListedTwice() throws IOException {
    List<RowKey> rows =
        listed(
            "a.B.c", "  param \"n\" = {1, 2}", "a.B.d", "a.B.c", "  param \"n\" = {2, 3}", "a.B.d");
    assertThat(Units.listed(rows, rows, Set.of()).all())
        .extracting(Unit::name)
        .containsExactly("a.B.c (n=1)", "a.B.c (n=2)", "a.B.d", "a.B.c (n=3)");
  }

  @Test
  void leavesOutAParameterWithACommaInAValue() throws IOException {
    List<RowKey> rows = listed("a.B.c", "  param \"n\" = {1,5, 2}", "a.B.d");
    assertThat(Units.listed(rows, rows, Set.of()).all())
        .extracting(Unit::name)
        .containsExactly("a.B.c", "a.B.d");
  }

  @Test
  void leavesOutAParameterInWhichTheSidesMayDiffer() throws IOException {
    List<RowKey> a = listed("a.B.c", "  param \"n\" = {1}", "a.B.d");
    List<RowKey> b = listed("a.B.c", "  param \"n\" = {2}", "a.B.e");
    Units units = Units.listed(a, b, Set.of("n"));
    assertThat(units.all()).extracting(Unit::name).containsExactly("a.B.c");
    assertThat(units.onlyInA()).extracting(RowKey::benchmark).containsExactly("a.B.d");
    assertThat(units.onlyInB()).extracting(RowKey::benchmark).containsExactly("a.B.e");
    assertThatThrownBy(() -> Units.listed(listed("x.A.a"), listed("x.B.b"), Set.of()))
        .hasMessage("A and B have no benchmark in common: A has x.A.a, B has x.B.b");
  }

  @Test
  void takesItsOwnValuesOutOfTheOptionsOfBothSides() {
    assertThat(options("run", List.of("-wi", "1", "-p", "n=1,2", "-p", "m=3")))
        .containsExactly("-wi", "1", "-p", "m=3", "-p", "n=1");
  }

  /** JMH runs a value twice that it is given twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {"run -p n=1", "run -pn=1 -p m=3", "run -p 'n=1'", "cd x && run -p \"n=1\" Foo"})
  void leavesOutAValueThatTheCommandGives(String command) {
    assertThat(options(command, List.of())).isEmpty();
  }

  /** A value of several words, and one that the shell works out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run -p 'n=1 2'",
        "run -p \"n=1 2\" x",
        "run -p n='1 2'",
        "run -p n=\"1 2\"",
        "run -p n=$N"
      })
  void readsAValueAsTheShellDoes(String command) {
    Unit unit =
        new Unit(Optional.of(new RowKey("b", "avgt", new TreeMap<>(Map.of("n", "1 2")), 1)));
    assertThat(unit.options(command, List.of())).doesNotContain("-p");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "run -p m=1", "run -p nn=1", "run --n=1", "run n=1 -p on=1"})
  void takesNothingElseOfACommandForItsValue(String command) {
    assertThat(options(command, List.of())).containsExactly("-p", "n=1");
  }

  @Test
  void refusesACommandThatGivesOtherValues() {
    assertThatThrownBy(() -> options("run -p n=1,2", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("each row runs by itself: give -p n=1,2 behind --, not within 'run -p n=1,2'");
  }

  @Test
  void refusesAForkThatRanAnotherRowOrNotItsOwn() {
    RowKey own = unit("avgt").row().orElseThrow();
    unit("avgt").requireRan(List.of(own), "run");
    unit(Units.NOT_RUN).requireRan(List.of(own), "run");
    RowKey other = new RowKey("b", "avgt", new TreeMap<>(Map.of("n", "2")), 1);
    assertThatThrownBy(() -> unit("avgt").requireRan(List.of(own, other), "run"))
        .hasMessageStartingWith("'run' ran b (n=2) [avgt] beside b (n=1) [avgt]: parameters");
    assertThatThrownBy(() -> unit("thrpt").requireRan(List.of(own), "run"))
        .hasMessage(
            "'run' ran b (n=1) [avgt], not b (n=1) [thrpt]: options such as -bm and -t go behind"
                + " --");
  }

  private static List<String> options(String command, List<String> common) {
    return unit("avgt").options(command, common).stream()
        .filter(option -> !option.contains("\\Qb\\E") && !option.equals("-e"))
        .toList();
  }

  private static Unit unit(String mode) {
    return new Unit(Optional.of(new RowKey("b", mode, new TreeMap<>(Map.of("n", "1")), 1)));
  }

  private List<RowKey> listed(String... lines) throws IOException {
    Path log = directory.resolve("log");
    Files.writeString(log, "Benchmarks: \n" + String.join("\n", lines) + "\n");
    return new ForkLog(log).rows();
  }
}
