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
   * Returns the level of one look out of several, by its share of 5 %.
   *
   * @param spent the part of the 5 % that this look may use
   */
  public static Level ofLook(double spent) {
    return new Level(spent, spent, 1 - spent, SINGLE_LOOK.secondOpinion);
  }
}
