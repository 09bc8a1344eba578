package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.BlockComparison.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BlockComparisonTest {
  /** The machine gets 10 % slower from block to block; the new side is always 8 % slower. */
  private static final double[] MOODS = {100, 110, 121, 133.1, 146.41};

  private static final double[] NOISE = {1.001, 0.999, 1.002, 0.998, 1.0005};

  @Test
  void seesThroughADriftThatWouldHideTheChange() {
    Row row = look(blocks(1.08)).rows().getFirst();
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.ratio()).isCloseTo(1.08, within(0.002));
    assertThat(row.base().forks()).isEqualTo(10);
    assertThat(row.interval().high() - row.interval().low()).isLessThan(0.01);
  }

  @Test
  void callsTheSameCodeEquivalentAllTheSame() {
    assertThat(look(blocks(1.0)).rows().getFirst().verdict()).isEqualTo(Verdict.EQUIVALENT);
  }

  @Test
  void doesNotWarnOfWhatBlocksCancel() {
    assertThat(MOODS[0] / MOODS[1]).isNotCloseTo(1, within(0.05));
    assertThat(look(blocks(1.0)).rows().getFirst().warnings()).isEmpty();
  }

  @Test
  void usesWhatIsLeftOfABlockThatLostAForkAndSaysSo() {
    List<Block> blocks = new ArrayList<>(blocks(1.08));
    Block last = blocks.removeLast();
    blocks.add(new Block("", last.round(), 4, last.base().subList(0, 1), last.candidate()));
    Row row = look(blocks).rows().getFirst();
    assertThat(row.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(row.base().forks()).isEqualTo(9);
    assertThat(row.warnings())
        .contains(new Warning(Warning.Kind.FAILED_FORKS, "19 of 20 forks have it"));
    assertThat(look(List.of(blocks.getLast())).rows().getFirst().verdict())
        .isEqualTo(Verdict.UNTESTED);
  }

  @Test
  void warnsWhereForksLackABenchmark() {
    List<Block> blocks = new ArrayList<>(blocks(1.0));
    ResultFile both = file("f.json", entry("a", 100), entry("b", 5));
    ResultFile other = file("f.json", entry("a", 101), entry("b", 5.01));
    blocks.add(new Block("", 5, 2, List.of(both), List.of(both)));
    blocks.add(new Block("", 6, 2, List.of(both), List.of(other)));
    Row row = look(blocks).rows().getLast();
    assertThat(row.key().label()).isEqualTo("acme.b");
    assertThat(row.warnings())
        .contains(new Warning(Warning.Kind.FAILED_FORKS, "4 of 24 forks have it"));
  }

  /** As the time of a garbage collector that had nothing to do in the first fork. */
  @Test
  void judgesAMetricThatTheFirstForkLacks() {
    ResultFile without = file("f.json", entry("a", 100));
    ResultFile with =
        file("f.json", Results.withMetric(entry("a", 100), "gc.time", Results.metric("ms", 7)));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block("", 1, 4, List.of(without, with), List.of(without, with)));
    for (int round = 2; round < 6; round++) {
      blocks.add(new Block("", round, 4, List.of(with, with), List.of(with, with)));
    }
    Criteria criteria = new Criteria(List.of(Measure.of("gc.time", 0.05)), Map.of(), List.of());
    Comparison comparison =
        BlockComparison.of(blocks, criteria, new Judge(criteria, Level.SINGLE_LOOK));
    assertThat(comparison.rows().getFirst().verdict()).isEqualTo(Verdict.EQUIVALENT);
  }

  @Test
  void showsWhatOnlyOneSideHas() {
    Block block =
        new Block(
            "",
            1,
            2,
            List.of(file("a.json", entry("a", 1), entry("x", 1))),
            List.of(file("b.json", entry("b", 1), entry("x", 1))));
    Comparison comparison = look(List.of(block, block));
    assertThat(comparison.onlyInBase()).extracting(k -> k.label()).containsExactly("acme.a");
    assertThat(comparison.onlyInCandidate()).extracting(k -> k.label()).containsExactly("acme.b");
  }

  /**
   * Row a is 8 % slower but for {@link #NOISE}, row b 2 % faster. A block's value is d = (log
   * (1.08/noise) + log 0.98)/2, and the interval mean(d) ± t·sd(d)/√5 with t = qt(.975, 4) =
   * 2.7764451, as R's {@code exp(t.test(d)$conf.int)}.
   */
  @Test
  void givesTheGeometricMeanOverRowsOfEachBlockAnIntervalAndAVerdict() {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < MOODS.length; i++) {
      ResultFile base = file("a.json", entry("a", MOODS[i] * NOISE[i]), entry("b", MOODS[i]));
      ResultFile candidate =
          file("b.json", entry("a", MOODS[i] * 1.08), entry("b", MOODS[i] * .98));
      blocks.add(new Block("", i, 4, List.of(base, base), List.of(candidate, candidate)));
    }
    Comparison.Mean mean = look(blocks).mean().orElseThrow();
    assertThat(mean.ratio()).isCloseTo(1.0287347812, within(1e-9));
    assertThat(mean.interval().low()).isCloseTo(1.0277153638, within(1e-9));
    assertThat(mean.interval().high()).isCloseTo(1.0297552098, within(1e-9));
    assertThat(mean.rounds()).isEqualTo(5);
    assertThat(mean.verdict()).contains(Verdict.EQUIVALENT);
    Criteria narrow = Criteria.of(0.01);
    assertThat(
            BlockComparison.of(blocks, narrow, new Judge(narrow, Level.SINGLE_LOOK))
                .mean()
                .orElseThrow()
                .verdict())
        .contains(Verdict.REGRESSED);
  }

  /** Where a metric has a floor, its logs are those of values above it. */
  @Test
  void givesNoMeanOfWhatHasNoRatioOrNoDirection() {
    for (String name : List.of("gc.alloc.rate.norm", "gc.alloc.rate")) {
      String unit = name.endsWith("norm") ? "B/op" : "MB/sec";
      List<Block> blocks = new ArrayList<>();
      for (int i = 0; i < MOODS.length; i++) {
        ResultFile base = file("a.json", with(name, unit, "a", 24), with(name, unit, "b", 24));
        ResultFile candidate = file("b.json", with(name, unit, "a", 32), with(name, unit, "b", 32));
        blocks.add(new Block("", i, 4, List.of(base, base), List.of(candidate, candidate)));
      }
      Criteria criteria = new Criteria(List.of(Measure.of(name, 0.05)), Map.of(), List.of());
      assertThat(
              BlockComparison.of(blocks, criteria, new Judge(criteria, Level.SINGLE_LOOK)).mean())
          .isEmpty();
    }
  }

  private static ResultEntry with(String name, String unit, String benchmark, double value) {
    return Results.withMetric(entry(benchmark, 100), name, Results.metric(unit, value));
  }

  @Test
  void keepsTheFirstVerdictOfARow() {
    SequentialPlan plan = SequentialPlan.of(10);
    SequentialVerdicts verdicts = new SequentialVerdicts(Criteria.DEFAULT);
    Comparison decided = verdicts.add(plan.lookAt(5), blocks(1.08));
    assertThat(SequentialVerdicts.open(decided)).isEmpty();
    assertThat(verdicts.add(plan.lookAt(8), blocks(1.0)).rows()).isEqualTo(decided.rows());
    Comparison open =
        new SequentialVerdicts(Criteria.DEFAULT)
            .add(plan.lastLookAt(1), blocks(1.08).subList(0, 1));
    assertThat(SequentialVerdicts.open(open)).hasSize(1);
  }

  private static Comparison look(List<Block> blocks) {
    return BlockComparison.of(
        blocks, Criteria.DEFAULT, new Judge(Criteria.DEFAULT, Level.SINGLE_LOOK));
  }

  private static List<Block> blocks(double ratio) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < MOODS.length; i++) {
      double mood = MOODS[i];
      double noise = NOISE[i];
      ResultFile base = file("a.json", entry("a", mood * noise));
      ResultFile candidate = file("b.json", entry("a", mood * ratio));
      blocks.add(new Block("", i, 4, List.of(base, base), List.of(candidate, candidate)));
    }
    return blocks;
  }

  @Test
  void tellsWhichSideRanWhere() {
    ResultEntry.Jvm older =
        new ResultEntry.Jvm("1.37", "java", List.of(), "21", "OpenJDK", "21+35");
    ResultFile base = file("a.json", entry("a", 100));
    ResultFile candidate = file("b.json", Results.withJvm(entry("a", 100), older));
    Comparison comparison = look(List.of(new Block("", 1, 2, List.of(base), List.of(candidate))));
    assertThat(comparison.environment().differences().getFirst().text())
        .isEqualTo("JDK: 25 in base, 21 in new");
  }
}
