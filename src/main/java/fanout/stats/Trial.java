package fanout.stats;

import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.List;
import java.util.Optional;

/**
 * A row before it is judged: both sides and, where they allow it, the contrast between them.
 *
 * @param key which benchmark
 * @param measure which metric, with the margin that holds for the row
 * @param base the base side's forks
 * @param candidate the new side's forks
 * @param contrast the difference between the sides; empty if it cannot be had
 * @param provisional what a spread rests on that the row's own forks do not show; empty if they do
 * @param warnings doubts about the data
 */
record Trial(
    RowKey key,
    Measure measure,
    ForkSample base,
    ForkSample candidate,
    Optional<Contrast> contrast,
    String provisional,
    List<Warning> warnings) {
  /** Fewer forks than this on a side, and there is no spread to judge by. */
  static final int FEWEST_FORKS = 2;

  /** Returns a trial of which no more is known than its contrast. */
  static Trial of(RowKey key, Measure measure, Contrast contrast) {
    ForkSample none = ForkSample.ofLogs(MetricUnit.NANOSECONDS, 0);
    return new Trial(key, measure, none, none, Optional.of(contrast), "", List.of());
  }

  /** Returns a trial without a contrast yet, with the doubts about its data. */
  static Trial checked(
      RowKey key, Measure measure, Matching.Pair pair, ForkSample base, ForkSample candidate) {
    Trial plain = new Trial(key, measure, base, candidate, Optional.empty(), "", List.of());
    return plain.with(RowChecks.of(plain, pair.base(), pair.candidate()));
  }

  MetricUnit unit() {
    return base.unit();
  }

  /** Returns the same trial with the given doubts about its data. */
  Trial with(List<Warning> doubts) {
    return new Trial(key, measure, base, candidate, contrast, provisional, doubts);
  }

  /** Returns the same trial with what it lacks to have a contrast. */
  Trial lacking(String what) {
    return new Trial(key, measure, base, candidate, Optional.empty(), what, warnings);
  }

  /** Returns the same trial with a contrast. */
  Trial with(Contrast found, String basis) {
    return new Trial(key, measure, base, candidate, Optional.of(found), basis, warnings);
  }

  /** Returns the margins; a waiver's ceiling, or 0, widens that for slower. */
  Margins margins(double ceiling) {
    return Margins.of(measure, ceiling, base.centre(), unit());
  }

  /**
   * The distance that a row may move, on the scale of its contrast, and how to read that scale.
   *
   * <p>Without a floor, a contrast is the log of new/base, and the margins are ± log(1+δ). With a
   * floor f it is the log of (new+f)/(base+f), and a change counts from the larger of δ·base and f
   * on.
   *
   * @param slower log-ratio up to which the new side is not regressed, at least 0
   * @param faster log-ratio down to which the new side is not improved, at most 0
   * @param base the base's centre in the metric's unit, at least 0; NaN if not known
   * @param floor f in the same unit, at least 0
   */
  record Margins(double slower, double faster, double base, double floor) {
    static Margins of(Measure measure, double ceiling, double base, MetricUnit unit) {
      double floor = measure.floorIn(unit);
      double limit = Math.max(measure.share(), ceiling);
      if (floor == 0) {
        return new Margins(Math.log1p(limit), -Math.log1p(measure.share()), base, 0);
      }
      double most = Math.max(base * (1 + limit), base + floor);
      double least = Math.min(base / (1 + measure.share()), base - floor);
      double shifted = base + floor;
      return new Margins(
          Math.log((most + floor) / shifted), Math.log((least + floor) / shifted), base, floor);
    }

    /** Returns the ratio new/base that belongs to a contrast, at least 0; NaN for a base of 0. */
    double ratio(double contrast) {
      if (floor == 0) {
        return Math.exp(contrast);
      }
      return base > 0
          ? Math.max(0, (Math.exp(contrast) * (base + floor) - floor) / base)
          : Double.NaN;
    }

    /** Returns the ratios that belong to an interval of contrasts. */
    Interval ratios(Interval contrasts) {
      return new Interval(ratio(contrasts.low()), ratio(contrasts.high()));
    }
  }
}
