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

    assertThat(totals.batches()).isEqualTo(2);
    assertThat(totals.requests()).isEqualTo(40);
    assertThat(totals.makespanNanos()).isEqualTo(3_000);
    assertThat(totals.slotNanos()).isEqualTo(10_000);
    assertThat(totals.slotsUsed()).isEqualTo(6);
    assertThat(totals.lines()).isEqualTo(new SlotLines(5_200, 1_100, 1_000, 1_000, 540, 560, 592));
  }

  @Test
  void givesCoordinationForEachRequestAndAsAShare() {
    LedgerTotals totals = LedgerTotals.ZERO.plus(FIRST).plus(SECOND);

    assertThat(totals.coordinationNanosPerRequest()).isEqualTo(91);
    assertThat(totals.coordinationShare()).isEqualTo(0.364);
    assertThat(totals.nanosPerRequest(Line.HAND_OFF)).isEqualTo(25);
    assertThat(totals.share(Line.SERVICE)).isEqualTo(0.52);
  }

  @Test
  void keepsTheWorstClosureErrorOfASingleBatch() {
    LedgerTotals totals = LedgerTotals.ZERO.plus(FIRST).plus(SECOND).plus(FIRST);

    assertThat(totals.worstClosureError()).isEqualTo(0.001);
    assertThat(totals.closureError()).isEqualTo(8.0 / 12_000);
  }

  @Test
  void countsExactlyTheFourCoordinationLines() {
    for (Line line : Line.values()) {
      SlotLines one = lineOf(line);
      assertThat(one.nanos(line)).as(line.name()).isEqualTo(5);
      assertThat(one.sumNanos()).as(line.name()).isEqualTo(5);
      assertThat(one.coordinationNanos()).as(line.name()).isEqualTo(line.isCoordination() ? 5 : 0);
    }
  }

  private static SlotLines lineOf(Line line) {
    return switch (line) {
      case SERVICE -> new SlotLines(5, 0, 0, 0, 0, 0, 0);
      case IN_TASK -> new SlotLines(0, 5, 0, 0, 0, 0, 0);
      case HAND_OFF -> new SlotLines(0, 0, 5, 0, 0, 0, 0);
      case RAMP_UP -> new SlotLines(0, 0, 0, 5, 0, 0, 0);
      case GATHER -> new SlotLines(0, 0, 0, 0, 5, 0, 0);
      case IMBALANCE -> new SlotLines(0, 0, 0, 0, 0, 5, 0);
      case UNUSED -> new SlotLines(0, 0, 0, 0, 0, 0, 5);
    };
  }
}
