package fanout.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LedgerTotalsTest {
  private static final SlotLedger FIRST =
      new SlotLedger(10, 2, 1_000, new SlotLines(1_200, 100, 200, 300, 40, 60, 100));
  private static final SlotLedger SECOND =
      new SlotLedger(30, 4, 2_000, new SlotLines(4_000, 1_000, 800, 700, 500, 500, 492));

  @Test
  void addsBatchesLineByLine() {
    LedgerTotals totals = LedgerTotals.ZERO.plus(FIRST).plus(SECOND);

    assertThat(totals.slotNanos()).isEqualTo(10_000);
    assertThat(totals.lines()).isEqualTo(new SlotLines(5_200, 1_100, 1_000, 1_000, 540, 560, 592));
  }

  @Test
  void keepsTheWorstClosureErrorOfASingleBatch() {
    LedgerTotals totals = LedgerTotals.ZERO.plus(FIRST).plus(SECOND).plus(FIRST);

    assertThat(totals.worstClosureError()).isEqualTo(0.001);
  }

  @Test
  void sumsEveryLine() {
    assertThat(new SlotLines(1, 2, 4, 8, 16, 32, 64).sumNanos()).isEqualTo(127);
  }
}
