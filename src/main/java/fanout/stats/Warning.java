package fanout.stats;

/**
 * A doubt about the data of a row or of a whole comparison.
 *
 * @param kind which doubt, and what to do about it
 * @param detail what was seen, with figures
 */
public record Warning(Kind kind, String detail) {
  /** The doubts there are. */
  public enum Kind {
    /** Forks differ more than the margin. */
    NOISY("run more forks, quieten the machine, or compare with 'ab'"),
    /** Within a fork, later iterations differ from earlier ones. */
    WARM_UP("warm up longer (-wi, -w)"),
    /** Later forks differ from earlier ones. */
    DRIFT("the machine changed during the run: collect with 'ab', which interleaves"),
    /** Neighbouring forks are alike. */
    AUTOCORRELATION("forks are not independent: collect with 'ab', which interleaves"),
    /** One fork lies far from the others. It is counted all the same. */
    OUTLYING_FORK("look at that fork; it was not dropped"),
    /** The two sides ran with other settings. */
    DIFFERENT_SETTINGS("run both sides with the same JMH options"),
    /** All forks of both sides agree to the last digit. */
    NO_VARIATION("fine for a deterministic count; for a time, doubt the clock"),
    /** Forks of one side are missing. */
    FAILED_FORKS("see the messages of the forks that failed");

    private final String advice;

    Kind(String advice) {
      this.advice = advice;
    }

    /** Returns what to do about it. */
    public String advice() {
      return advice;
    }
  }

  /** Returns what was seen and what to do, in one line. */
  public String text() {
    return detail + ": " + kind.advice();
  }
}
