package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultEntry;
import fanout.stats.BlockComparison.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class SequentialVerdictsTest {
  private static final SequentialPlan PLAN = SequentialPlan.of(10);
  private static final double[] NOISE = {
    1.001, 0.999, 1.002, 0.998, 1.0005, 0.9995, 1.001, 0.999, 1.002, 0.998
  };

  /**
   * At the first look, which is after five of ten blocks, the new side is slower; then it is not.
   */
  @Test
  void looksWhereItWasLookedAt() {
    List<Block> turned = blocks(5, 1.2);
    turned.addAll(blocks(10, 0.9).subList(5, 10));
    Row early = SequentialVerdicts.replay(PLAN, turned, Criteria.DEFAULT).rows().getFirst();
    assertThat(early.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(early.base().forks()).isEqualTo(5);
    Row few =
        SequentialVerdicts.replay(PLAN, turned.subList(0, 4), Criteria.DEFAULT).rows().getFirst();
    assertThat(few.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(few.base().forks()).isEqualTo(4);
    Row late =
        SequentialVerdicts.replay(PLAN, blocks(10, 1.2).subList(5, 10), Criteria.DEFAULT)
            .rows()
            .getFirst();
    assertThat(late.base().forks()).as("none of the first look, three of the second").isEqualTo(3);
  }

  @Test
  void keepsAMeanThatIsDecided() {
    SequentialVerdicts verdicts = new SequentialVerdicts(Criteria.DEFAULT);
    Comparison.Mean first = verdicts.add(PLAN.lookAt(5), blocks(5, 1.2)).mean().orElseThrow();
    assertThat(first.verdict()).contains(Verdict.REGRESSED);
    assertThat(verdicts.add(PLAN.lookAt(8), blocks(8, 1.0)).mean()).contains(first);
  }

  @Test
  void takesAMeanOfMoreRoundsWhileItIsOpen() {
    SequentialVerdicts verdicts = new SequentialVerdicts(Criteria.DEFAULT);
    Comparison.Mean first = verdicts.add(PLAN.lookAt(5), noisy(5)).mean().orElseThrow();
    assertThat(first.verdict()).contains(Verdict.INCONCLUSIVE);
    assertThat(first.rounds()).isEqualTo(5);
    assertThat(verdicts.add(PLAN.lookAt(8), noisy(8)).mean().orElseThrow().rounds()).isEqualTo(8);
    // Rounds of one row alone say nothing of both.
    List<Block> alone = new ArrayList<>(noisy(8));
    alone.add(block(9, 1, 100));
    assertThat(verdicts.add(PLAN.lookAt(10), alone).mean().orElseThrow().rounds()).isEqualTo(8);
    assertThat(verdicts.add(PLAN.lookAt(10), List.of(block(1, 1, 100))).mean().orElseThrow())
        .extracting(Comparison.Mean::rounds)
        .isEqualTo(8);
  }

  /** A row was as near to a verdict as at its best look. */
  @Test
  void keepsTheSmallestP() {
    SequentialVerdicts verdicts = new SequentialVerdicts(Criteria.DEFAULT);
    double[] once = {1.06, 1.12, 1.03, 1.10, 1.07};
    List<Block> near = new ArrayList<>();
    for (int i = 0; i < once.length; i++) {
      near.add(block(i + 1, once[i], 100));
    }
    double p = verdicts.add(PLAN.lookAt(5), near).rows().getFirst().effect().pSlower();
    assertThat(p).isBetween(0.01, 0.9);
    for (int round = 6; round <= 8; round++) {
      near.add(block(round, 0.8 * NOISE[round], 100));
    }
    assertThat(verdicts.add(PLAN.lookAt(8), near).rows().getFirst().effect().pSlower())
        .isEqualTo(p);
  }

  private static List<Block> blocks(int count, double ratio) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(block(i + 1, ratio * NOISE[i], 100, 50));
    }
    return blocks;
  }

  private static List<Block> noisy(int count) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(block(i + 1, i % 2 == 0 ? 1.3 : 0.8, 100, 50));
    }
    return blocks;
  }

  /** A block of one fork a side, with a row for each score. */
  private static Block block(int round, double ratio, double... scores) {
    return new Block(
        "",
        round,
        2,
        List.of(file("a.json", rows(1, scores))),
        List.of(file("b.json", rows(ratio, scores))));
  }

  private static ResultEntry[] rows(double ratio, double... scores) {
    return DoubleStream.of(scores)
        .mapToObj(score -> entry("b" + (int) score, score * ratio))
        .toArray(ResultEntry[]::new);
  }
}
