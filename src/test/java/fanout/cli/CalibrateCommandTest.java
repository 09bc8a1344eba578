package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CalibrateCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "--concurrency 0, 'concurrency must be > 0, was 0'",
    "--requests 42, 'requests must be a multiple of the concurrency 4, at least 8, was 42'",
    "--repetitions 1, 'repetitions must be >= 2, was 1'",
    "--short --repetitions 9, --short and --repetitions exclude each other",
    "--format csv, '--format must be text or json, was csv'",
    "--strategy TELEPATHY, TELEPATHY",
    "--output /, '/: is a folder'"
  })
  void refusesBadUsageBeforeTheRun(String words, String message) {
    assertThat(run(("calibrate " + words).split(" ", -1))).isEqualTo(Main.BAD_INPUT);

    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("fanout: ").contains(message);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void explainsItself() {
    assertThat(run("calibrate", "--help")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Exit code 0", "Examples:", "--short", "SINGLE_THREAD, THREAD_POOL");
  }

  private int run(String... words) {
    return new Main(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .execute(words);
  }
}
