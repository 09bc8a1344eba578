package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.ledger.CpuLedger.Clock;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CpuLedgerTest {
  private static final Clock NO_WORKERS = new Clock(OptionalLong.of(0), OptionalLong.of(0));
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  @Test
  void booksTheRestSoThatTheProcessorsTimeAddsUp() {
    CpuLedger ledger = ledger(nanos(3_000), nanos(2_000), nanos(1_000));

    assertThat(ledger.capacityNanos()).isEqualTo(20_000);
    assertThat(ledger.restNanos()).hasValue(14_000);
  }

  @Test
  void givesProcessorTimeOfEachPart() {
    CpuLedger ledger = ledger(nanos(3_000), nanos(2_000), nanos(1_000));

    assertThat(ledger.driver().nanos()).hasValue(3_000);
    assertThat(ledger.workers().nanos()).hasValue(2_000);
    assertThat(ledger.clientNanos()).hasValue(5_000);
    assertThat(ledger.stubNanos()).hasValue(1_000);
  }

  @Test
  void doesNotTakeAnUnknownPartForNothing() {
    CpuLedger withoutWorkers = ledger(nanos(3_000), UNKNOWN, nanos(1_000));
    CpuLedger withoutStub = ledger(nanos(3_000), nanos(0), UNKNOWN);

    assertThat(withoutWorkers.workers().nanos()).isEmpty();
    assertThat(withoutWorkers.clientNanos()).isEmpty();
    assertThat(withoutWorkers.restNanos()).isEmpty();
    assertThat(withoutWorkers.driver().nanos()).hasValue(3_000);
    assertThat(withoutStub.restNanos()).isEmpty();
    assertThat(withoutStub.stubShareOfOneProcessor()).isEmpty();
    assertThat(withoutStub.clientNanos()).hasValue(3_000);
  }

  @Test
  void callsAStubBusyFromNineTenthsOfOneProcessorOn() {
    assertThat(ledger(nanos(0), nanos(0), nanos(8_999)).isStubBusy()).isFalse();
    assertThat(ledger(nanos(0), nanos(0), nanos(9_000)).isStubBusy()).isTrue();
    assertThat(ledger(nanos(0), nanos(0), UNKNOWN).isStubBusy()).isFalse();
  }

  @Test
  void takesCompilersOutOfTheClientButNotOutOfTheSum() {
    CpuLedger ledger =
        ledger(
            new Clock(nanos(3_000), nanos(1_000)),
            new Clock(nanos(2_000), nanos(500)),
            nanos(1_000));

    assertThat(ledger.driver().nanos()).hasValue(2_000);
    assertThat(ledger.workers().nanos()).hasValue(1_500);
    assertThat(ledger.compilerNanos()).hasValue(1_500);
    assertThat(ledger.restNanos()).hasValue(14_000);
  }

  @Test
  void leavesTheClientAsItIsWhereCompilersCannotBeToldApart() {
    CpuLedger ledger = ledger(new Clock(nanos(3_000), UNKNOWN), NO_WORKERS, nanos(1_000));

    assertThat(ledger.driver().nanos()).hasValue(3_000);
    assertThat(ledger.compilerNanos()).isEmpty();
    assertThat(ledger.restNanos()).hasValue(16_000);
  }

  @Test
  void takesTheTimeOfACompilerThreadThatHasEndedForNothing() {
    CpuLedger ledger = ledger(new Clock(nanos(3_000), nanos(-200)), NO_WORKERS, nanos(1_000));

    assertThat(ledger.driver().nanos()).hasValue(3_000);
    assertThat(ledger.compilerNanos()).hasValue(0);
  }

  private static CpuLedger ledger(OptionalLong driver, OptionalLong workers, OptionalLong stub) {
    return ledger(new Clock(driver, nanos(0)), new Clock(workers, nanos(0)), stub);
  }

  private static CpuLedger ledger(Clock driver, Clock workers, OptionalLong stub) {
    return new CpuLedger(2, 10_000, driver, workers, stub);
  }

  private static OptionalLong nanos(long nanos) {
    return OptionalLong.of(nanos);
  }
}
