package fanout.process;

/**
 * How long it pays to look again before going to sleep: while what was waited for comes during the
 * spin it may become longer, and each time in vain it becomes shorter, down to nothing but a trial
 * now and then. Otherwise many that spin would keep the processors from those they wait for.
 *
 * <p>Used by one thread at a time.
 */
final class Spinner {
  /** About 10 us: what a sleep and a wake-up cost. */
  private static final int MOST_LOOKS = 256;

  private static final int FEWEST_LOOKS = 2;

  private final boolean pays;
  private int looks;

  /**
   * Makes a spinner.
   *
   * @param threads how many threads, of all processes, may want a processor while this one spins;
   *     where there are fewer processors, it would spin on one that they need
   */
  Spinner(int threads) {
    pays = threads < Runtime.getRuntime().availableProcessors();
    looks = pays ? MOST_LOOKS / 4 : 0;
  }

  /** Returns how often to look, at least 0. */
  int looks() {
    return looks;
  }

  /** Takes into account whether it came during the spin. */
  void learn(boolean came) {
    if (pays) {
      looks = came ? Math.min(MOST_LOOKS, 2 * looks) : Math.max(FEWEST_LOOKS, looks / 2);
    }
  }
}
