package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.os.ReservedFile;
import fanout.results.Suite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.WarmupMode;

final class RunOptionsTest {
  private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void refusesAPlaceWhereAnEarlierRunHasKeptRows() throws IOException {
    Path file = folder.resolve("out.json");
    Path part = Files.writeString(folder.resolve("out.json.part"), "[{}, {}]");
    RunOptions again = options("-rff " + file);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> again.reserve(NOW, 1000))
        .withMessage(
            part
                + ": holds rows of an earlier run; the same command with --resume "
                + part
                + " goes on, or remove it");
    assertThat(part).hasContent("[{}, {}]");
    try (ReservedFile resumed = options("-rff " + file + " --resume " + part).reserve(NOW, 1000)) {
      assertThat(resumed.path()).isEqualTo(file);
    }
    assertThat(part).hasContent("[{}, {}]");
    Files.writeString(part, "  ");
    again.reserve(NOW, 1000).close();
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FanOutBenchmark HandoffBenchmark",
        "HandoffBenchmark FanOutBenchmark -p delay=0",
        "FanOutBenchmark Handoff -e Handoff.*semaphore",
        ".*"
      })
  void aGroupRunsWithoutTheOtherBenchmarksThatWereNamed(String words) {
    RunOptions options = options(words);
    Leg leg = RunPlan.of(options).legs().getFirst();
    assertThat(selected(options.forGroup(leg.group().orElseThrow(), leg.mode(), 1)))
        .containsExactly(RunPlan.CONTENDERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FanOutBenchmark HandoffBenchmark",
        "FanOutBenchmark HandoffBenchmark -e Handoff.*semaphore",
        ".*"
      })
  void theOtherBenchmarksRunWithoutTheContenders(String words) {
    RunOptions options = options(words);
    List<String> all = selected(options.forRunner());
    List<String> others = all.stream().filter(name -> !name.equals(RunPlan.CONTENDERS)).toList();
    assertThat(others).isNotEmpty().hasSizeLessThan(all.size());
    assertThat(selected(options.forOthers())).isEqualTo(others);
  }

  /** The JVM does not start with two collectors. */
  @Test
  void forksHaveTheHostsCollectorUnlessTheyAreGivenTheirOwnOptions() {
    assertThat(forkOptions("-f 1", "-XX:+UseG1GC", "-Xmx1g"))
        .contains("-Dfanout.worker.options=-XX:+UseG1GC")
        .doesNotContain("-XX:+UseSerialGC");
    assertThat(forkOptions("-jvmArgs -Xmx1g", "-XX:+UseG1GC"))
        .contains("-Dfanout.worker.options=-Xmx1g", "-XX:+UseSerialGC");
    assertThat(forkOptions("-f 1", "-Xmx1g")).containsExactly("-XX:+UseSerialGC");
  }

  @Test
  void workersGetOptionsWithBlanksInOnePiece() {
    RunOptions options =
        RunOptions.parse(
            List.of("-jvmArgs", "-Xint -Xbootclasspath/a:\"/a b.jar\""), Suite.DEFAULT, List.of());
    assertThat(options.forRunner().getJvmArgsAppend().orElse(List.of()))
        .contains("-Dfanout.worker.options=-Xint -Xbootclasspath/a:/a\\ b.jar");
  }

  /** The forks that are kept while others run have no results of theirs. */
  @Test
  void tellsWhetherAProfilerGivesItsResultsAfterAFork() {
    assertThat(options("-prof " + Outside.class.getName()).hasExternalProfiler()).isTrue();
    assertThat(options("-prof gc").hasExternalProfiler()).isFalse();
    assertThat(options("-prof ledger").hasExternalProfiler()).isFalse();
  }

  /** A profiler that watches a fork from outside. */
  public static final class Outside implements ExternalProfiler {
    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
      return List.of();
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams params) {
      return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams params) {}

    @Override
    @SuppressWarnings("rawtypes") // as JMH declares it
    public Collection<? extends Result> afterTrial(
        BenchmarkResult result, long pid, File out, File err) {
      return List.of();
    }

    @Override
    public boolean allowPrintOut() {
      return true;
    }

    @Override
    public boolean allowPrintErr() {
      return true;
    }

    @Override
    public String getDescription() {
      return "finds nothing";
    }
  }

  /** JMH would warm a group up in a trial before that which is measured. */
  @Test
  void aGroupIsWarmedUpWhereItIsMeasured() {
    for (String words : List.of("-wm BULK", "-wm BULK_INDI", "--isolated -wm BULK")) {
      RunOptions options = options(words);
      Leg leg = RunPlan.of(options).legs().getFirst();
      Options run = options.forGroup(leg.group().orElseThrow(), leg.mode(), 1);
      assertThat(run.getWarmupMode().orElse(WarmupMode.INDI)).isEqualTo(WarmupMode.INDI);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--isolated, 600, 602",
    "-p requests=100000 -p delay=10ms, 3600, 3700",
    "-p requests=100000 -p delay=10ms --batch-limit 1800s, 2400, 2400",
    "-p requests=1000 -p delay=0 -p target=http://127.0.0.1:1/, 7600, 7602",
    "-p requests=100000 -p delay=10ms -to 5s, 5, 5"
  })
  void anIterationMayTakeWhatItsBatchesMay(String words, long least, long most) {
    RunOptions options = options("-p strategy=SINGLE_THREAD " + words);
    Leg leg = RunPlan.of(options).legs().getFirst();
    Options run = options.forGroup(leg.group().orElseThrow(), leg.mode(), 1);
    TimeValue timeout = run.getTimeout().orElse(TimeValue.minutes(10));
    assertThat(timeout.convertTo(TimeUnit.SECONDS)).isBetween(least, most);
  }

  private static Collection<String> forkOptions(String words, String... ofHost) {
    List<String> given = List.of(words.split(" ", -1));
    return RunOptions.parse(given, Suite.DEFAULT, List.of(ofHost))
        .forRunner()
        .getJvmArgsAppend()
        .orElse(List.of());
  }

  private static RunOptions options(String words) {
    return RunOptions.parse(List.of(words.split(" ", -1)), Suite.DEFAULT);
  }

  private static List<String> selected(Options options) {
    return SelectedBenchmark.by(options).stream().map(SelectedBenchmark::name).toList();
  }
}
