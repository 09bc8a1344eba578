package fanout.stats;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Gives each row its verdict.
 *
 * <p>With margin m = log(1+δ), on the scale of log-ratios, t tests of each row's {@link Contrast}:
 *
 * <ul>
 *   <li><em>regressed</em>: "≤ m" is rejected, Holm-corrected over all rows that can be tested;
 *   <li><em>improved</em>: "≥ −m" is rejected, Holm-corrected in the same way, a family of its own;
 *   <li><em>equivalent</em>: "≤ −m" and "≥ m" are both rejected, each at the equivalence level (two
 *       one-sided tests, Schuirmann 1987). Not corrected: a pass needs every row, which makes it an
 *       intersection-union test;
 *   <li><em>inconclusive</em>: none of these, or the permutation test of the same hypothesis does
 *       not reject at its own, uncorrected level. Where the forks are so few that it never could,
 *       it is not asked.
 * </ul>
 */
final class Judge {
  private final Criteria criteria;
  private final Level level;

  Judge(Criteria criteria, Level level) {
    this.criteria = criteria;
    this.level = level;
  }

  List<Row> judge(List<Trial> trials) {
    List<Trial> tested = trials.stream().filter(trial -> trial.contrast().isPresent()).toList();
    double[] slower = Holm.adjust(p(tested, (contrast, margin) -> contrast.pAbove(margin)));
    double[] faster = Holm.adjust(p(tested, (contrast, margin) -> contrast.pBelow(-margin)));
    List<Row> rows =
        IntStream.range(0, tested.size())
            .parallel()
            .mapToObj(i -> row(tested.get(i), slower[i], faster[i], tested.size()))
            .toList();
    Iterator<Row> next = rows.iterator();
    List<Row> all = new ArrayList<>();
    for (Trial trial : trials) {
      all.add(trial.contrast().isPresent() ? next.next() : untested(trial));
    }
    return all;
  }

  /** Rows do not depend on each other here, and there can be thousands. */
  private double[] p(List<Trial> tested, ToDoubleBiFunction<Contrast, Double> test) {
    return tested.parallelStream()
        .mapToDouble(
            trial ->
                test.applyAsDouble(trial.contrast().orElseThrow(), criteria.margin(trial.key())))
        .toArray();
  }

  private Row row(Trial trial, double pSlower, double pFaster, int family) {
    Contrast contrast = trial.contrast().orElseThrow();
    double margin = criteria.margin(trial.key());
    Finding finding = finding(contrast, margin, pSlower, pFaster);
    return new Row(
        trial.key(),
        Row.Side.of(trial.base(), trial.unit()),
        Row.Side.of(trial.candidate(), trial.unit()),
        trial.unit(),
        Math.exp(contrast.estimate()),
        contrast.interval(level.confidence()).exp(),
        finding.verdict,
        finding.reason,
        pSlower,
        pFaster,
        criteria.thresholdOf(trial.key()),
        Power.minimumDetectable(contrast, margin, level.gate() / family),
        trial.warnings());
  }

  /** A verdict and why. */
  private record Finding(Verdict verdict, String reason) {}

  private Finding finding(Contrast contrast, double margin, double pSlower, double pFaster) {
    if (contrast.standardError() == 0 && Math.abs(contrast.estimate()) <= margin) {
      return new Finding(Verdict.EQUIVALENT, "");
    }
    if (pSlower <= level.gate()) {
      return confirmed(Verdict.REGRESSED, pSlower, contrast, contrast.permutationAbove(margin));
    }
    if (pFaster <= level.gate()) {
      return confirmed(Verdict.IMPROVED, pFaster, contrast, contrast.permutationBelow(-margin));
    }
    double p = Math.max(contrast.pAbove(-margin), contrast.pBelow(margin));
    if (p <= level.equivalence()) {
      double permutation =
          Math.max(contrast.permutationAbove(-margin), contrast.permutationBelow(margin));
      return confirmed(Verdict.EQUIVALENT, p, contrast, permutation);
    }
    return new Finding(Verdict.INCONCLUSIVE, "");
  }

  private Finding confirmed(Verdict verdict, double p, Contrast contrast, double permutation) {
    boolean hasNoSay = contrast.smallestPermutationP() > level.secondOpinion();
    if (hasNoSay || permutation <= level.secondOpinion()) {
      return new Finding(verdict, "");
    }
    return new Finding(
        Verdict.INCONCLUSIVE,
        "t test says %s (p = %.3g), permutation test does not (p = %.3g)"
            .formatted(verdict.name().toLowerCase(Locale.ROOT), p, permutation));
  }

  private Row untested(Trial trial) {
    boolean bothZero =
        trial.base().problem().equals(Optional.of(ForkSample.Problem.ALL_ZERO))
            && trial.candidate().problem().equals(Optional.of(ForkSample.Problem.ALL_ZERO));
    return new Row(
        trial.key(),
        Row.Side.of(trial.base(), trial.unit()),
        Row.Side.of(trial.candidate(), trial.unit()),
        trial.unit(),
        bothZero ? 1 : knownRatio(trial),
        Interval.UNKNOWN,
        bothZero ? Verdict.EQUIVALENT : Verdict.UNTESTED,
        bothZero ? "0 on both sides" : whyUntested(trial),
        Double.NaN,
        Double.NaN,
        criteria.thresholdOf(trial.key()),
        Double.NaN,
        trial.warnings());
  }

  private static double knownRatio(Trial trial) {
    Row.Side base = Row.Side.of(trial.base(), trial.unit());
    Row.Side candidate = Row.Side.of(trial.candidate(), trial.unit());
    double ratio = candidate.centre() / base.centre();
    return trial.unit().moreIsFaster() ? 1 / ratio : ratio;
  }

  private static String whyUntested(Trial trial) {
    if (trial.base().problem().isPresent()) {
      return "base: " + trial.base().problem().get().text();
    }
    if (trial.candidate().problem().isPresent()) {
      return "new: " + trial.candidate().problem().get().text();
    }
    int fewest = Math.min(trial.base().forks(), trial.candidate().forks());
    return "fewer than %d %s"
        .formatted(
            Trial.FEWEST_FORKS, fewest < Trial.FEWEST_FORKS ? "forks a side" : "complete blocks");
  }
}
