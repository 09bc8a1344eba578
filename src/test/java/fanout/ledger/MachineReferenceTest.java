package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MachineReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "100, 100, false",
    "125, 100, false",
    "80, 100, false",
    "126, 100, true",
    "79, 100, true",
    "100, 126, true",
    "100, 79, true"
  })
  void hasDriftedWhenComputingOrWakeUpDifferByMoreThanAQuarter(
      double compute, double wakeUp, boolean drifted) {
    MachineReference before = reference(100, 100);
    MachineReference after = reference(compute, wakeUp);

    assertThat(MachineReference.drifted(before, after)).isEqualTo(drifted);
    assertThat(MachineReference.drifted(after, before)).isEqualTo(drifted);
  }

  @Test
  void aPipeThatChangedIsNoDriftSinceItsProcessesAreNotBound() {
    MachineReference fast = new MachineReference(100, 100, OptionalDouble.of(40));
    MachineReference slow = new MachineReference(100, 100, OptionalDouble.of(60));

    assertThat(MachineReference.drifted(fast, slow)).isFalse();
    assertThat(MachineReference.drifted(fast, reference(100, 100))).isFalse();
  }

  @Test
  void givesACostInWakeUps() {
    assertThat(reference(100, 5_000).inWakeUps(12_500)).isEqualTo(2.5);
  }

  @Test
  void measuresThisMachine() throws Exception {
    AtomicInteger trips = new AtomicInteger();

    MachineReference reference = MachineReference.measure(trips::incrementAndGet);

    // A generator's round takes some clock cycles, a wake-up at least two system calls.
    assertThat(reference.computeNanos()).isBetween(50_000.0, 500_000_000.0);
    assertThat(reference.wakeUpNanos()).isBetween(100.0, 1e9);
    assertThat(reference.pipeWakeUpNanos()).isPresent();
    assertThat(trips).hasValueGreaterThan(100);
    assertThat(MachineReference.measure().pipeWakeUpNanos()).isEmpty();
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    MachineReference.measure();

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("wake-up-partner"));
  }

  @Test
  void saysSoWhenInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(MachineReference::measure).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void takesTheMedian() {
    assertThat(Medians.median(new long[] {9, 1, 5})).isEqualTo(5);
    assertThat(Medians.median(new long[] {9, 1, 5, 6})).isEqualTo(5.5);
  }

  @Test
  void refusesAReferenceOfNothing() {
    assertThatThrownBy(() -> reference(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("computeNanos must be > 0, was 0.0");
  }

  private static MachineReference reference(double compute, double wakeUp) {
    return new MachineReference(compute, wakeUp, OptionalDouble.empty());
  }
}
