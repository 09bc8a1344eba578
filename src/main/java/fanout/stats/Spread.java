package fanout.stats;

/**
 * An estimate of how much single forks vary.
 *
 * @param variance of the logs of the forks' values, at least 0
 * @param freedom the degrees of freedom it rests on, above 0
 */
record Spread(double variance, double freedom) {
  /** Stands for infinitely many degrees of freedom: the normal distribution. */
  static final double KNOWN = 1e6;

  /** No variation at all, as counts have. */
  static final Spread EXACT = new Spread(0, KNOWN);

  /** Tells whether forks vary; if not at all, they tell nothing about those that do. */
  boolean varies() {
    return variance > 0;
  }

  /** Returns a spread that is stated and not estimated. */
  static Spread stated(double share) {
    return new Spread(Math.log1p(share) * Math.log1p(share), KNOWN);
  }
}
