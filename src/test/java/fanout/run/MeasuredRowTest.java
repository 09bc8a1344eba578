package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.ledger.Bookkeeper;
import fanout.ledger.LedgerTotals;
import fanout.ledger.Timeline;
import fanout.os.ReservedFile;
import fanout.results.MetricName;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import fanout.strategy.SharedWorkers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A group of two contenders, run by JMH in two forks of two iterations. */
final class MeasuredRowTest {
  private static final long MILLI = 1_000_000;

  private static final Group GROUP =
      new Group(
          "1",
          List.of(
              Contenders.with("strategy=THREAD_POOL"), Contenders.with("strategy=ORACLE_SHARED")));

  @TempDir private Path folder;

  @Test
  void eachContenderIsARowWithItsOwnParametersAndScores() {
    List<MeasuredRow> rows = MeasuredRow.of(run(GROUP), GROUP);

    assertThat(rows).hasSize(2);
    RunResult oracle = rows.get(1).result();
    assertThat(oracle.getParams().getParam("strategy")).isEqualTo("ORACLE_SHARED");
    assertThat(oracle.getParams().getParamsKeys()).doesNotContain(Group.PARAMETER);
    assertThat(oracle.getParams().getMode()).isEqualTo(Mode.AverageTime);
    assertThat(oracle.getPrimaryResult().getScoreUnit()).isEqualTo("ms/op");
    assertThat(scores(oracle)).containsExactly(List.of(13.0, 17.0), List.of(23.0, 27.0));
    assertThat(scores(rows.get(0).result()))
        .containsExactly(List.of(2.0, 6.0), List.of(12.0, 16.0));
    assertThat(oracle.getSecondaryResults().get("connections.new"))
        .satisfies(opened -> assertThat(opened.getScore()).isCloseTo(0.5, within(1e-12)));
  }

  /** As {@code -prof perfnorm} does, which reads what a fork has left when it has ended. */
  @Test
  void aContenderByItselfHasWhatAProfilerSaysOfItsForks() {
    Group alone = new Group("", List.of(Contenders.with("strategy=THREAD_POOL")));
    RunResult row = MeasuredRow.of(run(alone), alone).getFirst().result();
    assertThat(row.getSecondaryResults().get("instructions"))
        .satisfies(found -> assertThat(found.getScore()).isCloseTo(8, within(1e-12)));
    assertThat(MeasuredRow.of(run(GROUP), GROUP))
        .noneMatch(one -> one.result().getSecondaryResults().containsKey("instructions"));
  }

  @Test
  void theFileKeepsEachBatchAndTheHistogramOfAllBatches() throws Exception {
    Path file = folder.resolve("result.json");
    try (ResultWriter writer = new ResultWriter(ReservedFile.at(file, 1), ResultFormatType.JSON)) {
      writer.add(MeasuredRow.of(run(GROUP), GROUP), Environment.capture(List.of()));
      writer.finish();
    }

    JsonNode pool = JsonMapper.shared().readTree(file).get(0);
    assertThat(pool.at("/rounds/group").asString()).isEqualTo("1");
    assertThat(pool.at("/rounds/vehicle").asString()).isEqualTo("PLATFORM_THREADS");
    assertThat(pool.at("/rounds/makespansUs").toString())
        .isEqualTo("[[1000.0,3000.0,5000.0,7000.0],[11000.0,13000.0,15000.0,17000.0]]");
    assertThat(pool.at("/params/target").isMissingNode()).isTrue();
    assertThat(pool.at("/workerJvmArgs").isMissingNode()).isTrue();
    byte[] bytes = Base64.getDecoder().decode(pool.at("/histograms/latency").asString());
    Histogram latency = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
    assertThat(latency.getTotalCount()).isEqualTo(4);
  }

  @Test
  void theFileTellsWhatWorkersAreGivenThatTheForkIsNot() throws Exception {
    Path file = folder.resolve("result.json");
    Group workers =
        new Group(
            "1",
            List.of(
                Contenders.with("strategy=WORKER_PROCESSES"),
                Contenders.with("strategy=ORACLE_PROCESSES")));
    try (ResultWriter writer = new ResultWriter(ReservedFile.at(file, 1), ResultFormatType.JSON)) {
      writer.add(MeasuredRow.of(run(workers), workers), Environment.capture(List.of()));
      writer.finish();
    }

    for (JsonNode row : JsonMapper.shared().readTree(file)) {
      assertThat(row.at("/workerJvmArgs").toString())
          .contains("-XX:-BackgroundCompilation")
          .contains("-Xmn16m");
    }
    assertThat(SharedWorkers.jvmOptions(List.of("-Xmx1g"))).doesNotContain("-Xmn16m");
  }

  private static List<List<Double>> scores(RunResult result) {
    return result.getBenchmarkResults().stream()
        .map(
            fork ->
                fork.getIterationResults().stream()
                    .map(iteration -> iteration.getPrimaryResult().getScore())
                    .toList())
        .toList();
  }

  private static RunResult run(Group group) {
    BenchmarkParams params = params(group);
    List<BenchmarkResult> forks = new ArrayList<>();
    for (int fork = 0; fork < 2; fork++) {
      List<IterationResult> iterations = new ArrayList<>();
      for (int iteration = 0; iteration < 2; iteration++) {
        IterationResult result =
            new IterationResult(params, params.getMeasurement(), new IterationResultMetaData(1, 1));
        result.addResult(
            new SingleShotResult(ResultRole.PRIMARY, "fanOut", MILLI, 1, TimeUnit.MILLISECONDS));
        for (int place = 0; place < group.contenders().size(); place++) {
          long first = 1 + 10L * fork + 11L * place + 4L * iteration;
          result.addResult(sent(group, place, first * MILLI, (first + 2) * MILLI));
        }
        iterations.add(result);
      }
      BenchmarkResult whole = new BenchmarkResult(params, iterations);
      whole.addBenchmarkResult(
          new ScalarResult("instructions", 7 + 2 * fork, "#/op", AggregationPolicy.AVG));
      forks.add(whole);
    }
    return new RunResult(params, forks);
  }

  private static ContenderResult sent(Group group, int place, Long... makespans) {
    Bookkeeper bookkeeper = new Bookkeeper(1, 1);
    Timeline timeline = Timeline.recording(1);
    timeline.begin();
    timeline.submitted(0);
    timeline.issue(0, number -> number);
    timeline.gathered(0);
    timeline.end();
    bookkeeper.book(timeline);
    BatchResults results =
        new BatchResults(
            group.contenders().get(place),
            Arrays.asList(makespans),
            LedgerTotals.ZERO,
            new Readings(new OpenStrategy(new Nothing(), Optional.empty(), false)),
            bookkeeper.latencies(),
            new BatchResults.Server(0, 0),
            Optional.empty());
    return new ContenderResult(
        place, results, List.of(new Figure(MetricName.CONNECTIONS_NEW, 0.5)));
  }

  private static BenchmarkParams params(Group group) {
    WorkloadParams workload = new WorkloadParams();
    group.parameters().forEach((name, value) -> workload.put(name, value, 0));
    return new BenchmarkParams(
        "fanout.benchmarks.FanOutBenchmark.fanOut",
        "generated",
        true,
        1,
        new int[] {1},
        List.of(),
        2,
        0,
        new IterationParams(IterationType.WARMUP, 0, TimeValue.NONE, 1),
        new IterationParams(IterationType.MEASUREMENT, 2, TimeValue.NONE, 30),
        Mode.SingleShotTime,
        workload,
        TimeUnit.MILLISECONDS,
        1,
        "java",
        List.of(),
        "25",
        "vm",
        "1",
        "1.37",
        TimeValue.minutes(10));
  }

  /** A strategy that is never asked. */
  private static final class Nothing implements FanOut {
    @Override
    public Batch issue(Timeline timeline) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long connectionsOpened() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
