package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SlotStatesTest {
  /** Two slots of 1000 ns, in exchanges for 1200 ns of them. */
  private static final LedgerTotals BATCH =
      LedgerTotals.ZERO.plus(
          new SlotLedger(4, 2, 1000, new SlotLines(1100, 100, 500, 100, 100, 100, 0)));

  @Test
  void takeWhatTheKernelCountedOutOfExchangesFirst() {
    assertThat(SlotStates.of(BATCH, 300, 200)).contains(new SlotStates(300, 200, 700, 800));
  }

  @Test
  void areNeverEmptyWhileTheKernelSawThemRun() {
    assertThat(SlotStates.of(BATCH, 1500, 300)).contains(new SlotStates(1500, 300, 0, 200));
  }

  @Test
  void allowOnePercentMoreThanSlotsHave() {
    assertThat(SlotStates.of(BATCH, 1900, 120)).contains(new SlotStates(1900, 120, 0, 0));
  }

  @Test
  void areNotToldWhereTheKernelCountedMoreThanSlotsHave() {
    assertThat(SlotStates.of(BATCH, 1900, 121)).isEmpty();
  }
}
