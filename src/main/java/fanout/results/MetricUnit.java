package fanout.results;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The unit of a score, and how to turn scores of different units into one.
 *
 * <p>Times per operation become nanoseconds per operation, throughputs become operations per
 * nanosecond. Any other unit, such as {@code B/op}, compares with itself only.
 *
 * @param text the unit as the file has it
 * @param dimension what is counted
 * @param factor what to multiply a score by to get the dimension's base unit, above 0
 */
public record MetricUnit(String text, Dimension dimension, double factor) {
  /** The quantities that a score can be. */
  public enum Dimension {
    /** Time per operation; base unit ns/op. More is slower. */
    TIME,
    /** Operations per time; base unit operations per ns. More is faster. */
    THROUGHPUT,
    /** Any other amount per time or clock cycle, in its own unit. More is faster. */
    RATE,
    /** Anything else, in its own unit. More is taken to be worse. */
    OTHER
  }

  private static final Map<String, Double> NANOS =
      Map.ofEntries(
          Map.entry("ns", 1.0),
          Map.entry("us", 1e3),
          Map.entry("µs", 1e3),
          Map.entry("μs", 1e3),
          Map.entry("ms", 1e6),
          Map.entry("s", 1e9),
          Map.entry("sec", 1e9),
          Map.entry("m", 60e9),
          Map.entry("min", 60e9),
          Map.entry("h", 3600e9),
          Map.entry("hr", 3600e9),
          Map.entry("d", 86_400e9),
          Map.entry("day", 86_400e9));

  /** Instructions per clock cycle, the metric {@code IPC} of {@code -prof perfnorm}. */
  private static final String PER_CYCLE = "insns/clk";

  /** Nanoseconds per operation. */
  public static final MetricUnit NANOSECONDS = new MetricUnit("ns/op", Dimension.TIME, 1);

  /** Microseconds per operation. */
  public static final MetricUnit MICROSECONDS = new MetricUnit("us/op", Dimension.TIME, 1e3);

  /** Milliseconds per operation. */
  public static final MetricUnit MILLISECONDS = new MetricUnit("ms/op", Dimension.TIME, 1e6);

  private static final Pattern TIME = Pattern.compile("([^/]+)(?:/op)?");
  private static final Pattern THROUGHPUT = Pattern.compile("ops?/([^/]+)");

  /**
   * Reads a unit, in capitals or not.
   *
   * @param text such as {@code ns/op}, {@code ops/s}, {@code ms} or {@code B/op}
   * @return the unit; of dimension {@link Dimension#OTHER} if it is no time, throughput or rate
   */
  public static MetricUnit parse(String text) {
    return scaled(TIME, text)
        .map(nanos -> new MetricUnit(text, Dimension.TIME, nanos))
        .or(
            () ->
                scaled(THROUGHPUT, text)
                    .map(nanos -> new MetricUnit(text, Dimension.THROUGHPUT, 1 / nanos)))
        .orElseGet(
            () ->
                new MetricUnit(
                    text, text.equals(PER_CYCLE) ? Dimension.RATE : Dimension.OTHER, 1.0));
  }

  /**
   * Reads the unit of a benchmark's own score. Where the unit says nothing, the mode does: in mode
   * {@code thrpt} more is faster, whatever is counted.
   *
   * @param text such as {@code ops/s} or {@code MB/s}
   * @param mode JMH's short name of the mode
   */
  static MetricUnit ofScore(String text, String mode) {
    MetricUnit unit = parse(text);
    return unit.dimension == Dimension.OTHER && mode.equals("thrpt")
        ? new MetricUnit(text, Dimension.RATE, 1.0)
        : unit;
  }

  /** Returns the unit for people: JMH's {@code us} is a stand-in for µs. */
  public String shown() {
    return text.replaceAll("\\bus\\b", "µs");
  }

  /** Tells whether a higher score is the better one. */
  public boolean moreIsFaster() {
    return switch (dimension) {
      case THROUGHPUT, RATE -> true;
      case TIME, OTHER -> false;
    };
  }

  /** Tells whether scores of the two units can be turned into one another. */
  public boolean convertsTo(MetricUnit other) {
    return switch (dimension) {
      case TIME, THROUGHPUT -> dimension == other.dimension;
      case RATE, OTHER -> dimension == other.dimension && text.equals(other.text);
    };
  }

  /**
   * Returns a score of another unit in this one.
   *
   * @throws IllegalArgumentException if the units do not convert
   */
  public double convert(double score, MetricUnit from) {
    if (!convertsTo(from)) {
      throw new IllegalArgumentException("'" + from.text + "' does not convert to '" + text + "'");
    }
    return from.factor == factor ? score : score * from.factor / factor;
  }

  private static Optional<Double> scaled(Pattern form, String text) {
    Matcher matcher = form.matcher(text.strip().toLowerCase(Locale.ROOT));
    return matcher.matches() ? Optional.ofNullable(NANOS.get(matcher.group(1))) : Optional.empty();
  }
}
