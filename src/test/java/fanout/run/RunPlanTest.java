package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.results.Suite;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;

final class RunPlanTest {
  @Test
  void theDefaultSuiteIsOneGroupOfStrategiesAndControlsInFiveForks() {
    RunPlan plan = plan();
    assertThat(plan.legs()).hasSize(1);
    assertThat(plan.legs().getFirst().forks()).isEqualTo(5);
    assertThat(
            plan.contenders().stream().map(one -> one.strategy().name() + one.row().get("delay")))
        .contains("SINGLE_THREAD0", "THREAD_POOL2ms", "ORACLE_THREADS0", "ORACLE_VIRTUAL2ms")
        .doesNotHaveDuplicates();
    assertThat(plan.length()).isLessThan(Duration.ofMinutes(6));
  }

  @Test
  void parametersAndCountsOfTheCommandLineReplaceTheDefaults() {
    RunPlan plan =
        plan(
            "-f",
            "2",
            "-wf",
            "1",
            "-wi",
            "4",
            "-i",
            "5",
            "-p",
            "strategy=THREAD_POOL",
            "-p",
            "delay=0",
            "-p",
            "chunk=1,python");
    assertThat(plan.contenders()).hasSize(2);
    Leg leg = plan.legs().getFirst();
    assertThat(List.of(leg.forks(), leg.warmupForks(), leg.iterations())).containsExactly(2, 1, 9);
  }

  @Test
  void aModeOfJmhPutsEachContenderIntoForksOfItsOwn() {
    RunPlan plan =
        plan("-bm", "avgt,ss", "-p", "delay=0", "-p", "strategy=THREAD_POOL,ORACLE_SHARED");
    assertThat(plan.legs()).hasSize(4).allMatch(leg -> leg.group().orElseThrow().isPlain());
    assertThat(plan.notes()).anyMatch(note -> note.contains("-bm ss"));
  }

  /** What goes on behind the rows of another process has to meet them in the same order. */
  @Test
  void modesHaveTheSameOrderInEachRun() throws Exception {
    CommandLineOptions inSomeOrder =
        new CommandLineOptions() {
          @Override
          public Collection<Mode> getBenchModes() {
            return List.of(Mode.SingleShotTime, Mode.Throughput, Mode.AverageTime);
          }
        };
    Options all = RunOptions.parse(List.of(), Suite.DEFAULT).forRunner();
    assertThat(
            new SelectedBenchmark(SelectedBenchmark.by(all).getFirst().entry(), inSomeOrder)
                .modes())
        .containsExactly(Mode.Throughput, Mode.AverageTime, Mode.SingleShotTime);
  }

  @Test
  void aProfilerPutsEachContenderIntoForksOfItsOwn() {
    RunPlan plan = plan("-prof", "gc");
    assertThat(plan.legs()).hasSameSizeAs(plan.contenders());
    assertThat(plan.notes()).anyMatch(note -> note.contains("-prof gc"));
  }

  @Test
  void onRequestEachContenderHasForksOfItsOwn() {
    assertThat(plan("--isolated").legs()).hasSameSizeAs(plan().contenders());
  }

  @Test
  void otherBenchmarksRunAsJmhRunsThem() {
    RunPlan plan = plan("ColdStartBenchmark", "-p", "start=plain");
    assertThat(plan.legs()).hasSize(2).allMatch(leg -> leg.group().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "-opi 10, -opi",
    "-bs 2, -bs",
    "-wbs 2, -wbs",
    "-t 2, -t and -tg",
    "-f 0, -f must be >= 1"
  })
  void refusesOptionsThatWouldMakeScoresWrong(String words, String expected) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan(words.split(" ")))
        .withMessageContaining(expected);
  }

  @ParameterizedTest
  @EnumSource(Suite.class)
  void everySuiteIsMadeOfContendersThatMakeSense(Suite suite) {
    assertThat(RunPlan.of(RunOptions.parse(List.of(), suite)).contenders()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "strategy=THREADPOOL, SINGLE_THREAD",
    "requests=0, requests must be > 0",
    "requests=many, whole number",
    "concurrency=-3, 'concurrency must be > 0, was -3'",
    "delay=2 parsecs, lognormal:2ms:20ms",
    "exchange=curl, okhttp",
    "chunk=0, python",
    "channel=socket, 'pipe, unix'",
    "window=0, window must be > 0",
    "window=129, window must be at most 128",
    "target=here, scheme or host is missing",
    "chunk=1001, at most the 1000 requests",
    "copy=a-b, letters or digits",
    "ledger=some, 'off, full'",
    "requestsPerConnection=0, must be > 0",
    "body=-1, must be > -1",
    "body=16777217, at most 16777216"
  })
  void refusesValuesThatMakeNoSense(String parameter, String expected) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan("-p", parameter))
        .withMessageContaining(parameter.substring(parameter.indexOf('=') + 1))
        .withMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "start=warm, 'plain, lean, aot'",
    "workers=-1, workers must be > -1",
    "workers=257, at most 256",
    "requests=9, at least the 10 workers"
  })
  void refusesColdStartsThatMakeNoSense(String parameter, String expected) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan("ColdStartBenchmark", "-p", parameter))
        .withMessageContaining(parameter.substring(parameter.indexOf('=') + 1))
        .withMessageContaining(expected);
  }

  @Test
  void refusesAClientOfItsOwnWithoutANetwork() {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan("-p", "strategy=NETTY_EVENT_LOOP", "-p", "exchange=park:1ms"))
        .withMessageContaining("NETTY_EVENT_LOOP has a client of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p strateg=THREAD_POOL",
        "-pstrateg=THREAD_POOL",
        "-p=strateg=THREAD_POOL",
        "--p=strateg=THREAD_POOL",
        "--p strateg=THREAD_POOL"
      })
  void refusesAParameterThatNoSelectedBenchmarkHas(String words) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan(words.split(" ", -1)))
        .withMessageContaining("strateg")
        .withMessageContaining("strategy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p contenders=one",
        "-p contenders=2",
        "-p contenders=1,1",
        "-p contenders=",
        "HandoffBenchmark -p contenders=1"
      })
  void refusesTheListOfContendersThatOnlyTheProgramSets(String words) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan(words.split(" ", -1)))
        .withMessageContaining("no selected benchmark has this parameter");
  }

  @Test
  void takesTheListOfContendersAsItIsShown() {
    RunPlan plan = plan("-p", "contenders=1", "-p", "delay=0");
    assertThat(plan.legs()).isEqualTo(plan("-p", "delay=0").legs());
  }

  @ParameterizedTest
  @CsvSource({
    "delay=2ms, exchange=okhttp, only the stub server can be told to wait",
    "delay=0, exchange=park:1ms, it must use a network",
    "delay=0, requests-per-connection=5, when to close a connection",
    "delay=0, body=1000, how long its replies are"
  })
  void refusesWhatOnlyTheStubCanDo(String delay, String other, String expected) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan("-p", "target=http://127.0.0.1:1", "-p", delay, "-p", other))
        .withMessageContaining(expected);
  }

  @ParameterizedTest
  @CsvSource({"exchange=h2c, target=https://127.0.0.1/", "exchange=h2c, target=stub-tls"})
  void refusesHttp2WithTls(String parameter, String target) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan("-p", target, "-p", "delay=0", "-p", parameter))
        .withMessageContaining(target)
        .withMessageContaining("is HTTP/2 without TLS");
    assertThat(plan("-p", target, "-p", "delay=0", "-p", "exchange=jdk").contenders()).isNotEmpty();
  }

  @Test
  void takesAParameterInOneWord() {
    RunPlan plan =
        plan("-pstrategy=THREAD_POOL", "-p=delay=0", "-prequests-per-connection=5", "-prof=gc");
    assertThat(plan.contenders()).singleElement();
    assertThat(plan.contenders().getFirst().server().requestsPerConnection()).isEqualTo(5);
  }

  @Test
  void refusesABenchmarkThatIsNotThere() {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan("NoSuchBenchmark"))
        .withMessageContaining("NoSuchBenchmark");
  }

  @Test
  void refusesOptionsThatJmhDoesNotKnow() {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan("-nonsense"))
        .withMessageContaining("nonsense");
  }

  private static RunPlan plan(String... words) {
    return RunPlan.of(RunOptions.parse(List.of(words), Suite.DEFAULT));
  }
}
