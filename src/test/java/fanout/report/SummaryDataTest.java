package fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.model.Contenders;
import fanout.results.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SummaryDataTest {
  @Test
  void holdsEveryRowAndMetricOfAnyJmhResult() throws Exception {
    SummaryData data = new SummaryData(foreign());

    assertThat(data.rows())
        .extracting(SummaryData.Row::benchmark)
        .containsExactly(
            "org.acme.Maps.get", "org.acme.Maps.put", "org.acme.Maps.one", "org.acme.Maps.spread");
    assertThat(data.rows().getFirst().metrics()).containsOnlyKeys("score", "gc.alloc.rate.norm");
    assertThat(data.toCsv().lines()).hasSize(1 + 5);
  }

  @Test
  void takesJmhsOwnScoreAndErrorWhereThereAreNoRawData() throws Exception {
    SummaryData.Value score = new SummaryData(foreign()).rows().get(1).metrics().get("score");

    assertThat(Objects.requireNonNull(score))
        .isEqualTo(
            new SummaryData.Value(
                Optional.of(12.5),
                Optional.of(12.25),
                Optional.of(12.75),
                Optional.of(0.999),
                0,
                "ns/op"));
    assertThat(new SummaryData(foreign()).toCsv())
        .contains("org.acme.Maps.put,avgt,1,10,score,12.5000,12.2500,12.7500,0.999000,0,ns/op");
  }

  @Test
  void leavesOutWhatIsNotKnown() throws Exception {
    assertThat(new SummaryData(foreign()).toCsv())
        .contains("org.acme.Maps.one,ss,1,10,score,0.500000,,,,1,ms/op");
  }

  @Test
  void addsTheTermsOfTheLadder() {
    Contenders rows =
        Contenders.ofThousand()
            .add("ORACLE_THREADS", "NONE", 20, 22)
            .add("ORACLE_SHARED", "NONE", 21, 23)
            .add("THREAD_POOL", "PLATFORM_THREADS", 24, 25);

    assertThat(new SummaryData(rows.file()).rows().getLast().metrics())
        .containsKeys(
            "ladder.makespan.whole",
            "ladder.makespan.requests",
            "ladder.makespan.sharing",
            "ladder.makespan.hand-off",
            "ladder.makespan.synchronization");
  }

  /** Latencies of {@code ladder.json} are 1 to 1000 µs; the metrics hold other figures. */
  @Test
  void takesPercentilesFromAllBatchesTogether() throws Exception {
    String means =
        Contenders.metric("latency.p50", "us", 400, 402, 404)
            + ","
            + Contenders.metric("latency.max", "us", 700, 720, 740);
    String json =
        Files.readString(resource("ladder.json"))
            .replace("\"secondaryMetrics\": {", "\"secondaryMetrics\": {" + means + ",");

    assertThat(new SummaryData(Contenders.read(json)).toCsv())
        .contains("latency.p50,500.223,,,,3,us", "latency.max,1000.45,,,,3,us");
    assertThat(
            new SummaryData(Contenders.read(json.replace("\"histograms\"", "\"others\""))).toCsv())
        .contains("latency.max,720.000,");
  }

  @Test
  void headsParametersThatAreNamedLikeOtherColumnsAsParameters() {
    String json =
        """
        [{"benchmark": "a.B.c", "mode": "avgt", "threads": 2,
          "params": {"mode": "fast", "param mode": "x", "size": "9", "value": "7"},
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]\
        """;
    assertThat(new SummaryData(Contenders.read(json)).toCsv().lines())
        .containsExactly(
            "benchmark,mode,threads,param param mode,param mode,size,param value,"
                + "metric,value,low,high,confidence,forks,unit",
            "a.B.c,avgt,2,fast,x,9,7,score,1.00000,,,,1,ns/op");
  }

  @Test
  void takesPercentilesOfSampleModeFromJmh() {
    ResultFile modes = ResultFile.read(Path.of("src/test/resources/fanout/jmh/1.37/modes.json"));
    assertThat(new SummaryData(modes).toCsv())
        .contains("sample,1,p1.00,5054.46,,,,1,us/op", "sample,1,p0.50,1087.49,,,,1,us/op");
  }

  @Test
  void takesSumsAndExtremesFromJmhWithoutAnInterval() {
    assertThat(new SummaryData(Contenders.read(SUMS)).toCsv())
        .contains(
            "gc.count,72.0000,,,,2,counts",
            "peak,40.0000,,,,2,KB",
            "pause,2.00000,,,,2,ms",
            "one.count,0.00000,")
        .containsPattern("rate,18.0000,[0-9.]+,[0-9.]+,0.950000,2,MB/sec");
  }

  /** A sum, the largest and the smallest of the same values, their mean, and a sum of nothing. */
  static final String SUMS =
      """
      [{"benchmark": "a.B.c", "mode": "avgt",
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [[1, 1], [1, 1]]},
        "secondaryMetrics": {
          "gc.count": {"score": 72, "scoreUnit": "counts", "rawData": [[10, 20], [40, 2]]},
          "peak": {"score": 40, "scoreUnit": "KB", "rawData": [[10, 20], [40, 2]]},
          "pause": {"score": 2, "scoreUnit": "ms", "rawData": [[10, 20], [40, 2]]},
          "rate": {"score": 18, "scoreUnit": "MB/sec", "rawData": [[10, 20], [40, 2]]},
          "one.count": {"score": 0, "scoreUnit": "counts", "rawData": [[0, 0], [0, 0]]}}}]\
      """;

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(SummaryDataTest.class.getResource(name)).toURI());
  }

  private static ResultFile foreign() throws Exception {
    return ResultFile.read(resource("foreign.json"));
  }
}
