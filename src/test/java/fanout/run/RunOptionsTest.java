package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.Suite;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.Options;

final class RunOptionsTest {
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

  private static RunOptions options(String words) {
    return RunOptions.parse(List.of(words.split(" ", -1)), Suite.DEFAULT);
  }

  private static List<String> selected(Options options) {
    return SelectedBenchmark.by(options).stream().map(SelectedBenchmark::name).toList();
  }
}
