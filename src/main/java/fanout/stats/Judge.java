package fanout.stats;

import fanout.results.MetricUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gives each row its verdict.
 *
 * <p>On the scale of log-ratios, with the margins of {@link Trial.Margins}, t tests of each row's
 * {@link Contrast}:
 *
 * <ul>
 *   <li><em>regressed</em>: "at most the margin" is rejected, Holm-corrected over all rows and
 *       metrics that can be tested;
 *   <li><em>improved</em>: the same towards faster, a family of its own;
 *   <li><em>no slower</em>, and with it a pass: "at least the margin" is rejected, one-sided. Not
 *       corrected: a pass needs every row, which makes it an intersection-union test;
 *   <li><em>equivalent</em>: no slower and no faster (two one-sided tests, Schuirmann 1987);
 *   <li><em>slower</em>, <em>faster</em>: the row's own two-sided interval excludes 1.
 * </ul>
 *
 * <p>A permutation test of the same hypothesis, at its own uncorrected level, may veto each but the
 * last two. With so few forks that only its most extreme outcomes could reject, it is not asked.
 */
final class Judge {
  /** With fewer outcomes than this below its level, a permutation test vetoes for coarseness. */
  private static final int FEWEST_OUTCOMES = 5;

  /** A pass is asked of every row: a coarse test would veto one of many for chance alone. */
  private static final int FEWEST_OUTCOMES_OF_A_PASS = 50;

  private final Criteria criteria;
  private final Level level;
  private final Adjustment adjustment;

  /** Makes of the p of a test what it counts for, before Holm's correction. */
  @FunctionalInterface
  interface Adjustment {
    /**
     * Returns the p that counts.
     *
     * @param trial the row
     * @param isSlower whether it is the test towards slower
     * @param p of the test by itself
     */
    double of(Trial trial, boolean isSlower, double p);
  }

  Judge(Criteria criteria, Level level) {
    this(criteria, level, (trial, isSlower, p) -> p);
  }

  Judge(Criteria criteria, Level level, Adjustment adjustment) {
    this.criteria = criteria;
    this.level = level;
    this.adjustment = adjustment;
  }

  List<Row> judge(List<Trial> trials) {
    List<Case> tested =
        trials.stream().filter(trial -> trial.contrast().isPresent()).map(this::toCase).toList();
    double[] slower = Holm.adjust(p(tested, Case::pSlower));
    double[] faster = Holm.adjust(p(tested, Case::pFaster));
    int tests = Math.max(1, tested.size());
    Power detecting = new Power(level.equivalence() / tests, Power.USUAL);
    Power passing = new Power(level.equivalence(), 1 - (1 - Power.USUAL) / tests);
    Iterator<Row> rows =
        IntStream.range(0, tested.size())
            .parallel()
            .mapToObj(i -> tested.get(i).row(slower[i], faster[i], detecting, passing))
            .toList()
            .iterator();
    List<Row> all = new ArrayList<>();
    for (Trial trial : trials) {
      all.add(trial.contrast().isPresent() ? rows.next() : untested(trial));
    }
    return all;
  }

  private Case toCase(Trial trial) {
    Optional<Criteria.Waiver> waiver = criteria.waiverOf(trial.key());
    return new Case(
        trial,
        trial.contrast().orElseThrow(),
        trial.margins(waiver.map(Criteria.Waiver::ceiling).orElse(0.0)),
        waiver.map(Criteria.Waiver::text).orElse(""));
  }

  /** Rows do not depend on each other here, and there can be thousands. */
  private static double[] p(List<Case> tested, ToDoubleFunction<Case> test) {
    return tested.parallelStream().mapToDouble(test).toArray();
  }

  /** A row that can be tested. */
  private final class Case {
    private final Trial trial;
    private final Contrast contrast;
    private final Trial.Margins margins;
    private String reason;

    Case(Trial trial, Contrast contrast, Trial.Margins margins, String waiver) {
      this.trial = trial;
      this.contrast = contrast;
      this.margins = margins;
      this.reason = waiver;
    }

    double pSlower() {
      return adjustment.of(trial, true, contrast.pAbove(margins.slower()));
    }

    double pFaster() {
      return adjustment.of(trial, false, contrast.pBelow(margins.faster()));
    }

    Row row(double pSlower, double pFaster, Power detecting, Power passing) {
      Interval interval = contrast.interval(level.confidence());
      Verdict verdict = verdict(interval, pSlower, pFaster);
      double detectable = detecting.minimumDetectable(contrast, margins.slower());
      double slowdown = margins.ratio(detectable) - 1;
      Row.Effect effect =
          new Row.Effect(
              trial.measure().floorIn(trial.unit()) > 0
                  ? knownRatio(trial)
                  : margins.ratio(contrast.estimate()),
              margins.ratios(interval),
              pSlower,
              pFaster,
              slowdown > Measure.LARGEST_SHARE ? Double.NaN : slowdown,
              margins.slower() > 0
                  ? passing.forksNeeded(contrast, margins.slower(), RowChecks.FEWEST_FORKS)
                  : 0);
      return Row.of(trial, effect, new Row.Finding(verdict, reason, trial.provisional()));
    }

    private Verdict verdict(Interval interval, double pSlower, double pFaster) {
      if (pSlower <= level.gate()
          && isConfirmed(
              "regressed",
              FEWEST_OUTCOMES,
              pSlower,
              () -> contrast.permutationAbove(margins.slower()))) {
        return Verdict.REGRESSED;
      }
      if (pFaster <= level.gate()
          && isConfirmed(
              "improved",
              FEWEST_OUTCOMES,
              pFaster,
              () -> contrast.permutationBelow(margins.faster()))) {
        return Verdict.IMPROVED;
      }
      if (isNoSlower()) {
        return isWithinOwnMargin() && isNoFaster()
            ? Verdict.EQUIVALENT
            : interval.high() < 0 ? Verdict.FASTER : Verdict.NO_SLOWER;
      }
      return interval.low() > 0 ? Verdict.SLOWER : Verdict.INCONCLUSIVE;
    }

    private boolean isNoSlower() {
      double p = contrast.pBelow(margins.slower());
      return isExactlyUpTo(margins.slower())
          || (p <= level.equivalence()
              && isConfirmed(
                  "no slower",
                  FEWEST_OUTCOMES_OF_A_PASS,
                  p,
                  () -> contrast.permutationBelow(margins.slower())));
    }

    /** What a waiver lets through is not called equivalent for that. */
    private boolean isWithinOwnMargin() {
      double own = trial.margins(0).slower();
      return margins.slower() == own
          || isExactlyUpTo(own)
          || contrast.pBelow(own) <= level.equivalence();
    }

    private boolean isNoFaster() {
      double p = contrast.pAbove(margins.faster());
      boolean isExact =
          contrast.standardError() == 0
              && contrast.estimate() >= margins.faster() - Contrast.ROUNDING;
      return isExact
          || margins.faster() == Double.NEGATIVE_INFINITY // nothing is less than 0
          || (p <= level.equivalence()
              && isConfirmed(
                  "no faster",
                  FEWEST_OUTCOMES_OF_A_PASS,
                  p,
                  () -> contrast.permutationAbove(margins.faster())));
    }

    private boolean isExactlyUpTo(double margin) {
      return contrast.standardError() == 0 && contrast.estimate() <= margin + Contrast.ROUNDING;
    }

    private boolean isConfirmed(String label, int outcomes, double p, DoubleSupplier permutation) {
      boolean hasNoSay =
          outcomes * contrast.smallestPermutationP() > level.secondOpinion()
              || contrast.standardError() == 0;
      if (hasNoSay) {
        return true;
      }
      double second = permutation.getAsDouble();
      if (second <= level.secondOpinion()) {
        return true;
      }
      reason =
          String.format(
              Locale.ROOT,
              "t test says %s (p = %.3g), permutation test does not (p = %.3g)",
              label,
              p,
              second);
      return false;
    }
  }

  /** A row without a contrast may still be clear where one side is zero throughout. */
  private static Row untested(Trial trial) {
    boolean fromZero = trial.base().isZero();
    boolean toZero = trial.candidate().isZero();
    boolean isJudged =
        trial.unit().dimension() != MetricUnit.Dimension.TIME
            && trial.measure().hasDirection(trial.unit());
    ForkSample other = fromZero ? trial.candidate() : trial.base();
    Row.Finding finding;
    double ratio = knownRatio(trial);
    if (fromZero && toZero) {
      finding = new Row.Finding(Verdict.EQUIVALENT, "0 on both sides", "");
      ratio = 1;
    } else if (isJudged && (fromZero || toZero) && other.forks() > 0) {
      boolean isBetter = fromZero == trial.unit().moreIsFaster();
      finding =
          new Row.Finding(
              isBetter ? Verdict.IMPROVED : Verdict.REGRESSED,
              (fromZero ? "from" : "to") + " 0 in every fork",
              "");
    } else {
      finding = new Row.Finding(Verdict.UNTESTED, whyUntested(trial), "");
    }
    return Row.of(trial, Row.Effect.untested(ratio), finding);
  }

  private static double knownRatio(Trial trial) {
    Row.Side base = Row.Side.of(trial.base(), trial.unit());
    Row.Side candidate = Row.Side.of(trial.candidate(), trial.unit());
    double ratio = candidate.centre() / base.centre();
    boolean isRatio =
        Double.isFinite(ratio)
            && Stream.of(trial.base(), trial.candidate())
                .flatMap(sample -> sample.problem().stream())
                .allMatch(problem -> problem == ForkSample.Problem.NO_RAW_DATA);
    return isRatio ? (trial.unit().moreIsFaster() ? 1 / ratio : ratio) : Double.NaN;
  }

  /** A score of the new side that is not finite goes first: no gate may pass it. */
  private static String whyUntested(Trial trial) {
    Optional<ForkSample.Problem> base = trial.base().problem();
    Optional<ForkSample.Problem> candidate = trial.candidate().problem();
    if (base.isPresent() && !candidate.equals(Optional.of(ForkSample.Problem.NOT_FINITE))) {
      return "base: " + base.get().text();
    }
    if (candidate.isPresent()) {
      return "new: " + candidate.get().text();
    }
    if (!trial.provisional().isEmpty()) {
      return trial.provisional();
    }
    return trial.measure().hasDirection(trial.unit())
        ? "fewer than %d complete blocks".formatted(Trial.FEWEST_FORKS)
        : "more %s may be better or worse: not judged".formatted(trial.unit().text());
  }
}
