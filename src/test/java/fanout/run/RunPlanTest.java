package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunPlanTest {
  @Test
  void theDefaultSuiteIsFourStrategiesTimesTwoDelaysInThreeForks() {
    RunPlan plan = plan();
    assertThat(plan.variants()).hasSize(8);
    assertThat(plan.variants())
        .allMatch(variant -> variant.benchmark().endsWith(".FanOutBenchmark.fanOut"))
        .allMatch(variant -> variant.forks() == 3);
    assertThat(plan.totalIterations()).isEqualTo(8 * 3 * 5);
  }

  @Test
  void parametersAndCountsOfTheCommandLineReplaceTheDefaults() {
    RunPlan plan =
        plan("-f", "2", "-wf", "1", "-wi", "4", "-i", "5", "-p", "delay=0", "-p", "chunk=1,python");
    assertThat(plan.variants()).hasSize(8);
    assertThat(plan.variants().get(0).totalIterations()).isEqualTo((2 + 1) * (4 + 5));
  }

  @Test
  void everyModeIsAVariantOfItsOwn() {
    assertThat(plan("-bm", "avgt,ss").variants()).hasSize(16);
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
    "window=129, from 1 to 128",
    "target=https://127.0.0.1, TLS",
    "target=here, scheme or host is missing",
    "chunk=1001, at most the 1000 requests",
    "concurrency=1000000, workers must be at most"
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
    "workers=-1, workers must be > 0",
    "workers=257, from 0 to 256",
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

  @Test
  void refusesAParameterThatNoSelectedBenchmarkHas() {
    RunOptions options = RunOptions.parse(List.of("-p", "strateg=THREAD_POOL"));
    RunPlan plan = RunPlan.of(options.forRunner());
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> plan.requireParameters(options.parameterNames()))
        .withMessageContaining("strateg")
        .withMessageContaining("strategy");
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
    return RunPlan.of(RunOptions.parse(List.of(words)).forRunner());
  }
}
