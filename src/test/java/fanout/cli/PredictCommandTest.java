package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command on committed results: whatever they say, it must be said in the right form. */
final class PredictCommandTest {
  private static final String SWEEP = "src/test/resources/fanout/older/scalability.json";
  private static final String DEFAULT = "results/baseline/default.json";
  private static final String NULLS = "src/test/resources/fanout/older/null-control.json";

  @Test
  void predictsEachStrategyThatWasSwept() {
    CliRun run = predict(SWEEP, DEFAULT, NULLS, "--requests", "10000", "--concurrency", "100");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("fitted, µs", "predicted", "processors", "THREAD_POOL", "WORKER_PROCESSES")
        .doesNotContain("members unlike the measured machine");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void takesTheDispatchOfMembersFromWorkerProcesses() {
    String[] words = {
      SWEEP,
      "--strategy",
      "THREAD_POOL",
      "--requests",
      "10000",
      "--concurrency",
      "1000",
      "--members",
      "100"
    };
    CliRun measured = predict(words);
    assertThat(measured.exit()).as(measured.err()).isZero();
    assertThat(measured.out()).contains("dispatch", "members unlike the measured machine");
  }

  @Test
  void aFasterDispatcherLeavesTheProcessorsAsTheLimit() {
    CliRun run =
        predict(
            SWEEP,
            DEFAULT,
            "--strategy",
            "THREAD_POOL",
            "--members",
            "10",
            "--dispatch",
            "10ns",
            "--requests",
            "10000",
            "--concurrency",
            "5000");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("THREAD_POOL .* processors\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--requests 0 | requests must be > 0, was 0",
        "--members 20 --concurrency 10 --dispatch 1us | concurrency must be >= members",
        "--delay 2parsecs | 2parsecs",
        "--dispatch soon --members 2 --strategy THREAD_POOL | soon",
        "--strategy THREADPOOL | expected one of"
      })
  void refusesWhatMakesNoSenseInOneLine(String words, String expected) {
    List<String> all = new ArrayList<>(List.of(SWEEP));
    all.addAll(List.of(words.split(" ")));
    CliRun run = predict(all.toArray(new String[0]));
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).contains(expected);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesResultsWithoutBatchesOfOkHttp() {
    CliRun run = predict(NULLS);
    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("no okhttp batch");
  }

  @Test
  void refusesADelayWhereNoRowHasOne(@TempDir Path folder) throws IOException {
    String without = Files.readString(Path.of(SWEEP)).replace("\"2ms\"", "\"0\"");
    String file = Files.writeString(folder.resolve("without.json"), without).toString();
    CliRun waiting = predict(file, "--delay", "2ms");
    assertThat(waiting.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(waiting.err().lines()).hasSize(1);
    assertThat(waiting.err())
        .contains("--delay 2ms: no row of THREAD_POOL has a delay; measure some with -p delay=");
    assertThat(waiting.out()).isEmpty();
    CliRun asMeasured = predict(file, "--delay", "0", "--strategy", "THREAD_POOL");
    assertThat(asMeasured.exit()).as(asMeasured.err()).isZero();
  }

  private static CliRun predict(String... words) {
    return CliRun.of("predict", List.of(), List.of(words));
  }
}
