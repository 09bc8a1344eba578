package fanout.stub;

/**
 * The counts of a stub server so far.
 *
 * @param answered requests answered since it started, each fault counted as an answer
 * @param connectionsAccepted connections accepted since it started
 * @param connectionsOpen connections open now
 * @param delaysMeasured delayed replies since the delay errors were last reset; a request without a
 *     delay is not among them
 * @param delayErrorP50Nanos the median of what replies came later than asked for, in nanoseconds,
 *     from the request's having been read to its reply's having been written; 0 if none was
 *     measured
 * @param delayErrorP99Nanos the 99th percentile of the same
 */
public record StubReport(
    long answered,
    long connectionsAccepted,
    long connectionsOpen,
    long delaysMeasured,
    long delayErrorP50Nanos,
    long delayErrorP99Nanos) {

  /** Writes the six numbers as one line for {@link #parse}. */
  String toLine() {
    return answered
        + " "
        + connectionsAccepted
        + " "
        + connectionsOpen
        + " "
        + delaysMeasured
        + " "
        + delayErrorP50Nanos
        + " "
        + delayErrorP99Nanos;
  }

  /** Reads back what {@link #toLine} wrote. */
  static StubReport parse(String line) {
    String[] numbers = line.split(" ", -1);
    return new StubReport(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]),
        Long.parseLong(numbers[4]),
        Long.parseLong(numbers[5]));
  }
}
