package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CalibrateCommandTest {
  @ParameterizedTest
  @CsvSource({
    "--forks 1, '--forks must be at least 2, was 1'",
    "-o cal.txt, '--output must end in .json, was cal.txt'",
    "-o json, '--output must end in .json, was json'",
    "--resume cal.json, '--resume cal.json: expected a file that ends in .part'",
    "--resume none.json.part, '--resume none.json.part: cannot be read'",
    "none.json, 'none.json: no such file'",
    "results/baseline/handoff.json, 'handoff.json: not a calibration: no row with addition=spin'"
  })
  void refusesBadUsageBeforeTheRun(String words, String message) {
    CliRun run = CliRun.of(("calibrate " + words).split(" ", -1));

    assertThat(run.exit()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).startsWith("fanout: ").contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void explainsItself() {
    CliRun run = CliRun.of("calibrate", "--help");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Exit code 0", "Examples:", "--forks", "calibrate results/<file>.json")
        .contains("--resume=PART", "--resume results/<file>.json.part");
  }
}
