package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class QuietMachineTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void startsAtOnceOnAnIdleMachine() throws InterruptedException {
    await(0.01, 0.01);
    assertThat(looks).hasValue(2);
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void waitsUntilOtherProgramsAreDoneAndSaysSo() throws InterruptedException {
    await(0.9, 0.9, 0.5, 0.02);
    assertThat(looks).hasValue(4);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("90 %").hasLineCount(1);
  }

  @Test
  void startsAfterAMinuteWithAWarningAllTheSame() throws InterruptedException {
    await(0.9);
    assertThat(looks).hasValue(61);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("still busy");
  }

  @Test
  void doesNotWaitForALoadThatCannotBeRead() throws InterruptedException {
    await(-1);
    assertThat(looks).hasValue(2);
  }

  /** The last load is that of all looks to come. */
  private void await(double... loads) throws InterruptedException {
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    new QuietMachine(
            err, () -> loads[Math.min(looks.getAndIncrement(), loads.length - 1)], Duration.ZERO)
        .await();
  }
}
