package fanout.stats;

import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.List;

/**
 * What a comparison says about one benchmark.
 *
 * @param key which benchmark
 * @param base the base side
 * @param candidate the new side, in the unit of the base side
 * @param unit the unit of both sides
 * @param ratio new/base, above 1 is slower; NaN if not known
 * @param interval the ratio's confidence interval
 * @param verdict what can be said
 * @param reason why, in a few words; empty where the verdict needs none
 * @param pSlower adjusted p of "not slower than the margin", NaN if not tested
 * @param pFaster adjusted p of "not faster than the margin", NaN if not tested
 * @param threshold the margin δ as a share
 * @param minimumDetectable the smallest slowdown, as a share, that would have been called regressed
 *     with 80 % power; NaN if not known
 * @param warnings doubts about the row's data
 */
public record Row(
    RowKey key,
    Side base,
    Side candidate,
    MetricUnit unit,
    double ratio,
    Interval interval,
    Verdict verdict,
    String reason,
    double pSlower,
    double pFaster,
    double threshold,
    double minimumDetectable,
    List<Warning> warnings) {

  /**
   * One side of a row.
   *
   * @param centre geometric mean of its forks, NaN if not known
   * @param forks number of forks with scores
   * @param spread standard deviation of the forks' logs, about their coefficient of variation; NaN
   *     for fewer than 2 forks
   */
  public record Side(double centre, int forks, double spread) {
    static Side of(ForkSample sample, MetricUnit unit) {
      double spread =
          sample.forks() < 2 ? Double.NaN : Math.sqrt(WelchContrast.variance(sample.values()));
      return new Side(unit.convert(sample.centre(), sample.unit()), sample.forks(), spread);
    }
  }

  /** Tells whether a score of either side was NaN or infinite. */
  public boolean isNotFinite() {
    return verdict == Verdict.UNTESTED && reason.contains(ForkSample.Problem.NOT_FINITE.text());
  }
}
