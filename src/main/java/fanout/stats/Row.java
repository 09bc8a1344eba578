package fanout.stats;

import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The finding of a comparison about one metric of one benchmark.
 *
 * @param key which benchmark
 * @param measure which metric, and what counts as a change of it here
 * @param base the base side
 * @param candidate the new side, in the unit of the base side
 * @param effect how far the sides are apart
 * @param finding what can be said
 * @param warnings doubts about the row's data
 */
public record Row(
    RowKey key,
    Measure measure,
    Side base,
    Side candidate,
    Effect effect,
    Finding finding,
    List<Warning> warnings) {

  /**
   * One side of a row.
   *
   * @param centre geometric mean of its forks, or JMH's own score where the forks have no values;
   *     NaN if not known
   * @param forks number of forks with scores
   * @param spread standard deviation of the forks' logs, about their coefficient of variation; NaN
   *     for fewer than 2 forks
   * @param jmhError half the width of JMH's own interval as a share of its score, where the forks
   *     have no values; else NaN
   * @param unit the unit of the centre
   */
  public record Side(double centre, int forks, double spread, double jmhError, MetricUnit unit) {
    static Side of(ForkSample sample, MetricUnit unit) {
      double spread =
          sample.forks() < 2 ? Double.NaN : Math.sqrt(WelchContrast.variance(sample.values()));
      return new Side(
          unit.convert(sample.centre(), sample.unit()),
          sample.forks(),
          spread,
          sample.problem().equals(Optional.of(ForkSample.Problem.NO_RAW_DATA))
              ? sample.error() / Math.abs(sample.score())
              : Double.NaN,
          unit);
    }
  }

  /**
   * The distance of the new side from the base.
   *
   * @param ratio new/base, above 1 is slower; NaN if not known
   * @param interval the ratio's confidence interval
   * @param pSlower adjusted p of "not slower than the margin", NaN if not tested
   * @param pFaster adjusted p of "not faster than the margin", NaN if not tested
   * @param minimumDetectable the smallest slowdown, as a share, that would have been called
   *     regressed with 80 % power; NaN if not known or more than {@value Measure#LARGEST_SHARE}
   * @param forksNeeded forks a side, or blocks, with which all rows, if like this one and not
   *     changed, are shown to be no slower with 80 % power together; 1001 for more than 1000; 0 if
   *     not known, or if none are enough because the margin is 0
   */
  public record Effect(
      double ratio,
      Interval interval,
      double pSlower,
      double pFaster,
      double minimumDetectable,
      int forksNeeded) {
    /** Returns the effect of sides that were not tested. */
    static Effect untested(double ratio) {
      return new Effect(ratio, Interval.UNKNOWN, Double.NaN, Double.NaN, Double.NaN, 0);
    }
  }

  /**
   * The verdict on a row.
   *
   * @param verdict the verdict
   * @param reason why, in a few words; empty where the verdict needs none
   * @param provisional what the spread was taken from where a side has one fork, or results of a
   *     history are equal; else empty
   */
  public record Finding(Verdict verdict, String reason, String provisional) {}

  /** Returns the row of a trial. */
  static Row of(Trial trial, Effect effect, Finding finding) {
    return new Row(
        trial.key(),
        trial.measure(),
        Side.of(trial.base(), trial.unit()),
        Side.of(trial.candidate(), trial.unit()),
        effect,
        finding,
        trial.warnings());
  }

  /** Returns the row of a benchmark that did not run. */
  static Row untested(String benchmark, Measure measure, String why) {
    Side none = new Side(Double.NaN, 0, Double.NaN, Double.NaN, MetricUnit.parse("-"));
    return new Row(
        new RowKey(benchmark, "not run", new TreeMap<>(), 1),
        measure,
        none,
        none,
        Effect.untested(Double.NaN),
        new Finding(Verdict.UNTESTED, why, ""),
        List.of());
  }

  /** Returns what can be said. */
  public Verdict verdict() {
    return finding.verdict;
  }

  /** Returns the verdict in words, and whether it is provisional. */
  public String label() {
    return finding.verdict.label() + (isProvisional() ? ", provisional" : "");
  }

  /** Returns why, in a few words; empty where the verdict needs none. */
  public String reason() {
    return finding.reason;
  }

  /** Tells whether the spread of the forks was taken from elsewhere. */
  public boolean isProvisional() {
    return !finding.provisional.isEmpty();
  }

  /** Tells whether a side has too few forks to show how much they vary. */
  boolean hasOneFork() {
    return finding.provisional.startsWith("one fork");
  }

  /** Returns new/base, above 1 is slower; NaN if not known. */
  public double ratio() {
    return effect.ratio;
  }

  /** Returns the ratio's confidence interval. */
  public Interval interval() {
    return effect.interval;
  }

  /** Returns the unit of both sides. */
  public MetricUnit unit() {
    return base.unit;
  }

  /** Tells whether a score of either side was NaN or infinite. */
  public boolean isNotFinite() {
    return verdict() == Verdict.UNTESTED && reason().contains(ForkSample.Problem.NOT_FINITE.text());
  }

  /** Tells whether the new side lacks the metric and the base has it. */
  public boolean isMissingFromNew() {
    return verdict() == Verdict.MISSING && reason().startsWith("new");
  }

  /** Tells whether the metric is only shown, since more of it may be better or worse. */
  boolean isBeyondJudgement() {
    return verdict() == Verdict.UNTESTED && !measure.hasDirection(unit());
  }

  /** Returns the benchmark's full name, and the metric where it is not the score. */
  public String name() {
    return measure.isScore() ? key.toString() : key + " " + measure.metric();
  }
}
