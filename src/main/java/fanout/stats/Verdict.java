package fanout.stats;

/** What can be said about one row. */
public enum Verdict {
  /** Slower by more than the margin. */
  REGRESSED,
  /** Faster by more than the margin. */
  IMPROVED,
  /** Within the margin, both ways. */
  EQUIVALENT,
  /** Tested, and the forks do not tell. */
  INCONCLUSIVE,
  /** Could not be tested: too few forks, or no usable scores. */
  UNTESTED
}
