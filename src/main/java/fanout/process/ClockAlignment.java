package fanout.process;

/**
 * How a worker's clock readings become this process's. On most systems {@link System#nanoTime()} is
 * one clock for all processes, but nothing promises it, so it is tried: a worker's reading must lie
 * between one taken before the question and one taken after the answer, each time.
 *
 * <p>Where it does not, a chunk's readings are shifted so that the worker's interval lies in the
 * middle of the parent's round trip. Then only durations of the far side count, never its readings.
 *
 * @param shared whether both processes read one clock
 */
record ClockAlignment(boolean shared) {
  /** Before the first question nothing speaks against one clock. */
  static final ClockAlignment UNTRIED = new ClockAlignment(true);

  /**
   * Takes one more trial into account.
   *
   * @param beforeNanos this process's clock before the question
   * @param workerNanos the worker's clock when it answered
   * @param afterNanos this process's clock after the answer
   */
  ClockAlignment afterTrial(long beforeNanos, long workerNanos, long afterNanos) {
    // Differences, since readings of this clock may overflow.
    boolean between = workerNanos - beforeNanos >= 0 && afterNanos - workerNanos >= 0;
    return new ClockAlignment(shared && between);
  }

  /**
   * Returns what must be added to the worker's readings of one chunk.
   *
   * @param writtenNanos just before the parent wrote the chunk, on the parent's clock
   * @param workerReadNanos when the worker had read it, on the worker's clock
   * @param workerWrittenNanos just before the worker wrote the results, on the worker's clock
   * @param readNanos when the parent had read them, on the parent's clock
   * @return nanoseconds; 0 with a shared clock
   */
  long shift(long writtenNanos, long workerReadNanos, long workerWrittenNanos, long readNanos) {
    if (shared) {
      return 0;
    }
    long roundTrip = readNanos - writtenNanos;
    long inWorker = workerWrittenNanos - workerReadNanos;
    return writtenNanos + (roundTrip - inWorker) / 2 - workerReadNanos;
  }
}
