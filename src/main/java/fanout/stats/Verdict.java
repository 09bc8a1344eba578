package fanout.stats;

/** The verdicts on one row, the gravest first. */
public enum Verdict {
  /** Slower by more than the margin. */
  REGRESSED("regressed", "slower by more than the margin"),
  /** One side lacks the benchmark or the metric. */
  MISSING("missing", "one side lacks it"),
  /** Slower, though not shown to be so by more than the margin. */
  SLOWER("slower", "slower, and whether by more than the margin is open"),
  /** Tested, and the forks do not tell. */
  INCONCLUSIVE("inconclusive", "the forks do not tell"),
  /** Could not be tested: no usable scores, or a direction that is not known. */
  UNTESTED("no verdict", "could not be tested"),
  /** Slower by no more than the margin; whether faster is open. */
  NO_SLOWER("no slower", "slower by no more than the margin, whether faster is open"),
  /** Within the margin, both ways. */
  EQUIVALENT("equivalent", "within the margin both ways"),
  /** Faster, though not shown to be so by more than the margin. */
  FASTER("faster", "faster, and whether by more than the margin is open"),
  /** Faster by more than the margin. */
  IMPROVED("improved", "faster by more than the margin");

  private final String label;
  private final String meaning;

  Verdict(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** Returns the verdict in one or two words. */
  public String label() {
    return label;
  }

  /** Returns what the verdict says, in words that follow its label. */
  public String meaning() {
    return meaning;
  }

  /** Tells whether the row is shown to be slower by no more than the margin. */
  public boolean passes() {
    return switch (this) {
      case NO_SLOWER, EQUIVALENT, FASTER, IMPROVED -> true;
      case REGRESSED, MISSING, SLOWER, INCONCLUSIVE, UNTESTED -> false;
    };
  }
}
