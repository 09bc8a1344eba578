package fanout.results;

/** Words that describe metrics: their units, and which way is better. */
public final class Vocabulary {
  private Vocabulary() {}

  /** The units of this program's own metrics. */
  public enum Unit {
    /** Microseconds for each request. */
    MICROS_PER_REQUEST("us/request"),
    /** A count for each request. */
    PER_REQUEST("1/request"),
    /** Bytes for each request. */
    BYTES_PER_REQUEST("B/request"),
    /** Microseconds. */
    MICROS("us"),
    /** Milliseconds. */
    MILLIS("ms"),
    /** Hundredths. */
    PERCENT("%"),
    /** 0 or 1. */
    FLAG("flag");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    /** Returns the unit as result files have it. */
    public String text() {
      return text;
    }
  }

  /** Which way a metric is better. */
  public enum Direction {
    /** Times, costs, errors. */
    LESS_IS_BETTER,
    /** Throughputs. */
    MORE_IS_BETTER,
    /** A figure that explains others and is not judged. */
    NEITHER
  }
}
