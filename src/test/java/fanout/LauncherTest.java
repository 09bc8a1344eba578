package fanout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LauncherTest {
  /** 1, 3 and 6 are a JVM's own: not started, out of memory, crashed on purpose. */
  @ParameterizedTest
  @CsvSource({
    "40, 0",
    "41, 1",
    "42, 2",
    "43, 3",
    "44, 4",
    "0, 2",
    "1, 2",
    "2, 2",
    "3, 2",
    "4, 2",
    "6, 2",
    "45, 2",
    "130, 130",
    "134, 134",
    "137, 137",
    "143, 143"
  })
  void takesNoExitCodeOfAJvmForAVerdict(int code, int exit) {
    assertThat(Launcher.own(code)).isEqualTo(exit);
  }
}
