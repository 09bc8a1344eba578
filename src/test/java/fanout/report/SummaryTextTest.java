package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.model.Contenders;
import fanout.results.ResultFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The summary of constructed results, so that every figure is known. */
final class SummaryTextTest {
  @Test
  void fitsEightyColumns() throws Exception {
    SummaryText summary = new SummaryText(ResultFile.read(resource("ladder.json")), true);
    assertThat(summary.toText().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void writesTablesInMarkdown() throws Exception {
    SummaryText summary = new SummaryText(ResultFile.read(resource("plain.json")), false);
    assertThat(summary.toMarkdown())
        .contains("| strategy | makespan ms |", "|---|---:|", "| THREAD_POOL | 51.00 |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report/ladder.json", "report/foreign.json"})
  void endsEachTableInMarkdownByAnEmptyLine(String name) {
    ResultFile file = ResultFile.read(Path.of("src/test/resources/fanout", name));
    List<String> lines = new SummaryText(file, true).toMarkdown().lines().toList();
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).startsWith("|") && !lines.get(i + 1).startsWith("|")) {
        assertThat(lines.get(i + 1)).as("after " + lines.get(i)).isEmpty();
      }
    }
    assertThat(lines).anyMatch(line -> line.startsWith("|")).last().asString().isNotEmpty();
  }

  @Test
  void writesALongNameIntoOneRowInMarkdown() {
    String json =
        """
        [{"benchmark": "a.B.measure", "mode": "avgt",
          "params": {"algorithm": "quite-a-long-word", "another": "one-that-is-as-long-as-it"},
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]\
        """;
    assertThat(new SummaryText(Contenders.read(json), false).toMarkdown())
        .contains("| B.measure (algorithm=quite-a-long-word, another=one-that-is-as-long-as-it) |");
  }

  @Test
  void doesNotSayWhatRowsShareWhereThatIsNothing() {
    String[] rows =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                i ->
                    new Contenders(
                            ("\"requests\": \"%d\", \"concurrency\": \"%d\","
                                    + " \"exchange\": \"park:%dus\", \"delay\": \"%dms\"")
                                .formatted(1000 * i, i, i, i))
                        .add("STRATEGY_" + i, "NONE", 20, 21)
                        .json())
            .toArray(String[]::new);
    assertThat(summaryOf(rows)).contains("STRATEGY_5").doesNotContain("All rows: .");
  }

  @Test
  void saysThatOneFileIsOfDifferentMachines() {
    String form =
        """
        [{"benchmark": "a.B.%s", "mode": "avgt", "environment": {"processors": %d},
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]\
        """;
    assertThat(summaryOf(form.formatted("c", 2), form.formatted("d", 4)).replaceAll("\\s+", " "))
        .contains("! not made in one place: processors: 2 in ", "; 4 in ");
    assertThat(summaryOf(form.formatted("c", 2), form.formatted("d", 2)))
        .doesNotContain("one place");
  }

  @Test
  void showsSumsAndExtremesWithoutAnInterval() {
    assertThat(new SummaryText(Contenders.read(SummaryDataTest.SUMS), false).toText())
        .containsPattern("  gc.count +72\\S* +counts +-\n")
        .containsPattern("  rate +18\\S* +MB/sec +\\[")
        .contains("No interval: JMH's own percentile, sum, largest or smallest value.");
  }

  @Test
  void saysWhichControlIsMissing() {
    Contenders rows = Contenders.ofThousand().add("THREAD_POOL", "PLATFORM_THREADS", 24, 25);
    assertThat(new SummaryText(rows.file(), false).toText())
        .contains("! all rows: no control beside it; add -p strategy=ORACLE_THREADS.")
        .contains("! all rows: no control beside it; add -p strategy=ORACLE_SHARED.");
  }

  @Test
  void saysThatOneForkHasNoIntervals() {
    Contenders rows =
        Contenders.ofThousand()
            .add("ORACLE_THREADS", "NONE", 20)
            .add("ORACLE_SHARED", "NONE", 21)
            .add("THREAD_POOL", "PLATFORM_THREADS", 23);
    assertThat(new SummaryText(rows.file(), false).toText())
        .contains("THREAD_POOL         20.0     1.00        -      2.00     3.00")
        .contains("! all rows: one fork: figures have no intervals; run with -f 5.")
        .doesNotContain("NaN");
  }

  @Test
  void drawsNoTermBelowZeroAndPrintsItAsItIs() {
    Contenders rows =
        Contenders.ofThousand()
            .add("ORACLE_THREADS", "NONE", 20, 20)
            .add("ORACLE_PROCESSES", "NONE", 30, 30)
            .add("WORKER_PROCESSES", "PROCESSES", 25, 25);
    assertThat(new SummaryText(rows.file(), false).toText())
        .contains("-5.00 ± 0")
        .contains("! WORKER_PROCESSES: hand-off is below 0")
        .containsPattern("WORKER_PROCESSES  #+v+  25.0 ms");
  }

  @Test
  void saysWhatANewConnectionTakes() {
    String opened = "connections.new";
    String kept = withConnections("all", "stub", Contenders.metric(opened, "#", 0, 0), 20, 21);
    String closed = withConnections("10", "stub", Contenders.metric(opened, "#", 0.1, 0.1), 30, 31);
    String text = summaryOf(kept, closed);
    assertThat(text.replaceAll("\\s+", " "))
        .contains("requestsPerConnection 10: a new connection takes 100 ± 0 µs of makespan.")
        .doesNotContain("opened a connection");
  }

  @Test
  void saysHowOftenAServerEndsConnections() {
    String opened = "connections.new";
    String target = "http://host/";
    String each = withConnections("all", target, Contenders.metric(opened, "#", 1, 1), 20, 21);
    assertThat(summaryOf(each)).contains("the server ends connections: each request opened one");
    String some =
        withConnections("all", target, Contenders.metric(opened, "#", 0.0104, 0.0099), 20, 21);
    assertThat(summaryOf(some).replaceAll("\\s+", " "))
        .contains("the server ends connections: about 1 in 100 requests opened one")
        .doesNotContain("-wi");
    String none = withConnections("all", target, Contenders.metric(opened, "#", 0, 0), 20, 21);
    assertThat(summaryOf(none)).doesNotContain("ends connections");
  }

  @Test
  void takesTheStubForOursOverTlsToo() {
    String opened = Contenders.metric("connections.new", "#", 0, 0);
    assertThat(summaryOf(withConnections("all", "stub-tls", opened, 20, 21)))
        .contains("okhttp, stub-tls, server replies at once")
        .doesNotContain("not ours");
    assertThat(summaryOf(withConnections("all", "http://host/", opened, 20, 21)))
        .contains("okhttp, http://host/")
        .contains("not ours");
  }

  @Test
  void saysWhereNothingWasWarmedUp() {
    String warm = Contenders.ofThousand().add("THREAD_POOL", "PLATFORM_THREADS", 20, 21).json();
    String cold = warm.replace("\"threads\"", "\"warmupIterations\": 0, \"threads\"");
    assertThat(summaryOf(cold)).contains("not warmed up (-wi 0)");
    assertThat(summaryOf(warm)).doesNotContain("-wi");
  }

  @Test
  void keepsThePackageOfClassesThatShareAName() {
    String form =
        """
        [{"benchmark": "com.%s.FooBench.run", "mode": "avgt",
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]\
        """;
    assertThat(summaryOf(form.formatted("x"), form.formatted("y")))
        .contains("com.x.FooBench.run ", "com.y.FooBench.run ")
        .doesNotContain("All rows: FooBench");
  }

  @Test
  void countsSpeedUpFromTheSingleThreadThatDidTheSameWork() {
    String rows = joined(isolated("32", 20, 10), isolated("100000", 80, 20));
    List<String> speedUps =
        Summary.of(Contenders.read(rows)).settings().getFirst().rows().stream()
            .map(row -> Figures.brief(row.speedUp().orElseThrow().mean()))
            .toList();
    assertThat(speedUps).containsExactly("1.00", "2.00", "1.00", "4.00");
  }

  /** A single thread has no chunks, and worker processes have. */
  private static String isolated(String body, double single, double processes) {
    return new Contenders(
            ("\"requests\": \"1000\", \"concurrency\": \"10\", \"exchange\": \"okhttp\","
                    + " \"delay\": \"0\", \"body\": \"%s\"")
                .formatted(body))
        .add("SINGLE_THREAD", "NONE", single, single)
        .add("WORKER_PROCESSES", "PROCESSES", processes, processes)
        .json()
        .replaceAll("\"rounds\": \\{.*?\\},", "")
        .replace("\"WORKER_PROCESSES\"", "\"WORKER_PROCESSES\", \"chunk\": \"10\"");
  }

  private static String withConnections(
      String perConnection, String target, String metric, double... millis) {
    return new Contenders(
            ("\"requests\": \"1000\", \"concurrency\": \"10\", \"exchange\": \"okhttp\","
                    + " \"delay\": \"0\", \"target\": \"%s\", \"requestsPerConnection\": \"%s\"")
                .formatted(target, perConnection))
        .addWith("THREAD_POOL", "PLATFORM_THREADS", metric, millis)
        .json();
  }

  private static String summaryOf(String... results) {
    return new SummaryText(Contenders.read(joined(results)), false).toText();
  }

  private static String joined(String... results) {
    return Arrays.stream(results)
        .map(json -> json.substring(1, json.length() - 1))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Test
  void letsNoNameBecomeALinkInMarkdown() {
    Contenders rows = Contenders.ofThousand().add("\\\\[x](https://evil)", "NONE", 20, 21);
    assertThat(new SummaryText(rows.file(), false).toMarkdown())
        .contains("| \\\\\\[x](https&#58;//evil) |");
  }

  @Test
  void doesNotLetATextFromTheFileActOnTheTerminal() {
    Contenders rows = Contenders.ofThousand().add("\\u001b[31mRED", "NONE", 20, 21);
    assertThat(new SummaryText(rows.file(), true).toText()).doesNotContain("\u001b");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(SummaryTextTest.class.getResource(name)).toURI());
  }
}
