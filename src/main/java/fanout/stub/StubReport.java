package fanout.stub;

import java.util.stream.Stream;

/**
 * The counts of a stub server so far.
 *
 * @param answered requests answered since it started, each fault counted as an answer
 * @param connectionsAccepted connections accepted since it started
 * @param delaysMeasured delayed replies since the delay errors were last reset; a request without a
 *     delay is not among them
 * @param delayErrorP99Nanos the 99th percentile of what replies came later than asked for, in
 *     nanoseconds, from the request's having been read to its reply's having been written; 0 if
 *     none was measured
 */
public record StubReport(
    long answered, long connectionsAccepted, long delaysMeasured, long delayErrorP99Nanos) {

  /** Writes the numbers as one line for {@link #parse}. */
  String toLine() {
    return "%d %d %d %d"
        .formatted(answered, connectionsAccepted, delaysMeasured, delayErrorP99Nanos);
  }

  /** Reads back what {@link #toLine} wrote. */
  static StubReport parse(String line) {
    long[] numbers = Stream.of(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    return new StubReport(numbers[0], numbers[1], numbers[2], numbers[3]);
  }
}
