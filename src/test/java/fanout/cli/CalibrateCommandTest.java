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
    "--forks 1, '--forks must be at least 2, was 1'",
    "--format csv, '--format must be text or json, was csv'",
    "none.json, 'none.json: no such file'",
    "results/baseline/handoff.json, 'handoff.json: not a calibration: no row with addition=spin'"
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
        .contains("Exit code 0", "Examples:", "--forks", "calibrate results/<file>.json");
  }

  private int run(String... words) {
    return new Main(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .execute(words);
  }
}
