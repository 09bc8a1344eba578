package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other versions of JMH, and another program, really wrote: keys and units. */
final class OtherVersionsTest {
  private static final Path FILES = Path.of("src/test/resources/fanout/jmh");
  private static final double MILLISECOND = 1e6;

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.12", "1.21", "1.29", "1.37"})
  void readsEveryModeOfEveryVersionInItsUnit(String version) {
    ResultFile file = read(version, "modes");
    assertThat(file.entries())
        .extracting(entry -> entry.key().label() + " " + entry.key().mode())
        .containsExactlyInAnyOrder(
            "Shapes.modes thrpt",
            "Shapes.modes avgt",
            "Shapes.modes sample",
            "Shapes.modes ss",
            "Shapes.perMinute thrpt",
            "Shapes.seconds avgt",
            "Shapes.pair @2 threads avgt",
            "Shapes.twoThreads @2 threads avgt");
    for (ResultEntry entry : file.entries()) {
      ForkSample sample = Results.sample(entry.primary());
      assertThat(sample.forks()).as(entry.key().toString()).isEqualTo(1);
      // Each operation waits for a millisecond, whatever the mode and unit it is reported in.
      assertThat(Math.exp(sample.values()[0]))
          .as(entry.key().toString())
          .isBetween(MILLISECOND, 4 * MILLISECOND);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.12", "1.21", "1.29", "1.37"})
  void readsParametersWithCommasBracketsAndNothingInThem(String version) {
    ResultFile file = read(version, "commas");
    List<String> expected = new ArrayList<>(List.of("plain", "a,b", "[x]", "{y}"));
    expected.add(version.compareTo("1.22") < 0 ? "c,d" : "c, d");
    if (!version.equals("1.0")) {
      expected.add("");
    }
    assertThat(file.entries())
        .extracting(entry -> text(entry.key()))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(file.entries()).allMatch(entry -> "7".equals(entry.params().get("n")));
    assertThat(file.entries()).allMatch(entry -> entry.primary().rawData().size() == 2);
  }

  @Test
  void readsQuotesAndBackslashesInParameters() {
    assertThat(read("1.37", "quotes").entries())
        .extracting(entry -> entry.params().get("text"))
        .containsExactlyInAnyOrder(
            "plain", "a,b", "say \"x\"", "back\\slash", "", "null", "\u00e9t\u00e9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.12", "1.21", "1.29", "1.37"})
  void findsProfilersMetricsUnderOneName(String version) {
    for (ResultEntry entry : read(version, "modes").entries()) {
      Metric metric = entry.metric("gc.alloc.rate.norm").orElseThrow();
      assertThat(metric.unit().text()).isEqualTo("B/op");
      assertThat(entry.metric("\u00b7gc.alloc.rate.norm")).contains(metric);
    }
  }

  @Test
  void findsPercentilesUnderOneNameAndTheFirstVersionsCounters() {
    for (String version : List.of("1.21", "1.29", "1.37")) {
      ResultEntry sample = entry(read(version, "modes"), "sample");
      assertThat(sample.metric("p0.99").orElseThrow().unit().text()).isEqualTo("us/op");
      assertThat(sample.primary().histogram()).hasSize(1);
    }
    ResultEntry first = entry(read("1.0", "modes"), "sample");
    assertThat(first.metric("gc.count.total")).isPresent();
    assertThat(first.primary().histogram()).isEmpty();
  }

  @Test
  void tellsForksThatAreNoForks() {
    for (String version : List.of("1.0", "1.21", "1.37")) {
      assertThat(read(version, "embedded").entries())
          .hasSize(5)
          .allMatch(entry -> entry.settings().forks() == 0)
          .allMatch(entry -> entry.primary().rawData().size() == 1);
    }
  }

  @Test
  void comparesTheOldestWithTheNewestVersion() {
    Comparison comparison =
        Comparison.of(read("1.0", "commas"), read("1.37", "commas"), Criteria.DEFAULT);
    assertThat(comparison.rows())
        .extracting(row -> row.key().params().get("text"))
        .containsExactlyInAnyOrder("plain", "a,b", "[x]", "{y}");
    assertThat(comparison.rows()).allMatch(row -> row.ratio() > 0.5 && row.ratio() < 2);
    assertThat(comparison.onlyInBase()).extracting(OtherVersionsTest::text).containsExactly("c,d");
    assertThat(comparison.onlyInCandidate())
        .extracting(OtherVersionsTest::text)
        .containsExactlyInAnyOrder("c, d", "");
  }

  @Test
  void readsWhatKotlinxBenchmarkWritesForOtherPlatforms() {
    ResultFile file = ResultFile.read(FILES.resolve("kotlinx-benchmark.json"));
    assertThat(file.entries())
        .extracting(entry -> entry.key().toString())
        .containsExactly(
            "org.acme.Suite.length (text=a,b) [avgt]",
            "org.acme.Suite.length (text=) [avgt]",
            "org.acme.Suite.rate [thrpt]",
            "org.acme.Suite.odd [avgt]");
    for (ResultEntry entry : file.entries()) {
      double nanos = Math.exp(Results.sample(entry.primary()).values()[0]);
      assertThat(nanos).isBetween(0.5 * MILLISECOND, 2 * MILLISECOND);
    }
    assertThat(file.entries().getLast().primary().score()).isNaN();
    assertThat(file.entries().getFirst().settings().forks()).isEqualTo(-1);
    assertThat(file.entries().get(2).primary().unit().convert(1, unit("ops/ns")))
        .isCloseTo(1000, within(1e-9));
  }

  private static MetricUnit unit(String text) {
    return MetricUnit.parse(text);
  }

  private static String text(RowKey key) {
    return key.params().getOrDefault("text", "none");
  }

  private static ResultEntry entry(ResultFile file, String mode) {
    return file.entries().stream()
        .filter(entry -> entry.key().mode().equals(mode))
        .findFirst()
        .orElseThrow();
  }

  private static ResultFile read(String version, String name) {
    return ResultFile.read(FILES.resolve(version).resolve(name + ".json"));
  }
}
