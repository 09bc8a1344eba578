package fanout.stats;

import fanout.results.MetricUnit;

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
