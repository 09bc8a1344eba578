package fanout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

@Timeout(120)
final class HandoffBenchmarkIT {
  static Stream<String> benchmarks() {
    return Arrays.stream(HandoffBenchmark.class.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .map(method -> method.getName());
  }

  @ParameterizedTest
  @MethodSource("benchmarks")
  void runsAndEnds(String benchmark) throws RunnerException {
    Collection<RunResult> results = run(benchmark);

    assertThat(results).isNotEmpty();
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.getPrimaryResult().getScoreUnit()).isEqualTo("us/op");
              assertThat(result.getPrimaryResult().getScore()).isPositive();
            });
  }

  @Test
  void leavesNoPartnerAndNoProcess() throws Exception {
    run(".+");

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("partner"));
    List<ProcessHandle> left =
        ProcessHandle.current()
            .children()
            .filter(
                child -> child.info().commandLine().orElse("").contains("fanout.benchmarks.Echo"))
            .toList();
    for (ProcessHandle child : left) { // ended, and perhaps not yet seen to have
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private static Collection<RunResult> run(String benchmarks) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("HandoffBenchmark\\.(" + benchmarks + ")")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(10))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).run();
  }
}
