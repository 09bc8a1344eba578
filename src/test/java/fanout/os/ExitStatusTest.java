package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitStatusTest {
  @ParameterizedTest
  @CsvSource({
    "0, exited with code 0",
    "3, exited with code 3",
    "128, exited with code 128",
    "137, was killed by SIGKILL (9)",
    "143, was killed by SIGTERM (15)",
    "162, was killed by signal 34"
  })
  void saysHowAProcessEnded(int exitValue, String words) {
    assertThat(ExitStatus.describe(exitValue)).isEqualTo(words);
  }
}
