package fanout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EchoProcessIT {
  private interface Start {
    EchoProcess start() throws IOException;
  }

  @Test
  void makesRoundTripsOverPipesAndLeavesNoProcess() throws Exception {
    assertEchoes(EchoProcess::overPipes);
  }

  @Test
  void makesRoundTripsOverASocketAndLeavesNoProcess() throws Exception {
    assertEchoes(EchoProcess::overSocket);
  }

  @Test
  void saysThatItsPartnerIsGone() throws Exception {
    try (EchoProcess echo = EchoProcess.overSocket()) {
      echo.make();
      ProcessHandle process = ProcessHandle.of(echo.pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().get(30, TimeUnit.SECONDS);

      assertThatThrownBy(echo::make).isInstanceOf(IOException.class);
    }
  }

  private static void assertEchoes(Start start) throws Exception {
    ProcessHandle process;
    try (EchoProcess echo = start.start()) {
      process = ProcessHandle.of(echo.pid()).orElseThrow();
      echo.make();
      echo.make();
      assertThat(process.isAlive()).isTrue();
    }
    process.onExit().get(30, TimeUnit.SECONDS);
    assertThat(process.isAlive()).isFalse();
  }
}
