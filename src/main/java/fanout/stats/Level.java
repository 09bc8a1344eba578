package fanout.stats;

/**
 * The error rates of a decision, as chances.
 *
 * @param gate of calling any row regressed that is not, over all rows; the same again for improved
 * @param equivalence of calling one row equivalent that is not
 * @param confidence of the two-sided interval that is shown
 * @param secondOpinion what the permutation test must reach, uncorrected
 */
public record Level(double gate, double equivalence, double confidence, double secondOpinion) {
  /** One look at all the data: 5 % each, and a 95 % interval. */
  public static final Level SINGLE_LOOK = new Level(0.05, 0.05, 0.95, 0.05);

  /**
   * Returns the level of one look out of several.
   *
   * @param gate what a p that counts for all looks must reach
   * @param equivalence what the p of this look must reach
   * @param confidence of this look's interval, so that those of all looks hold together
   */
  static Level ofLook(double gate, double equivalence, double confidence) {
    return new Level(gate, equivalence, confidence, SINGLE_LOOK.secondOpinion);
  }
}
