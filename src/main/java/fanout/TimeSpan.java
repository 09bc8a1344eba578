package fanout;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as people write them: {@code 0}, {@code 250ns}, {@code 50us}, {@code 2ms}, {@code
 * 1.5s}.
 */
public final class TimeSpan {
  /** The forms that {@link #parse} takes, for messages and help texts. */
  public static final String FORMS = "0, 250ns, 50us, 2ms or 1.5s";

  /** The longest that {@link #parseLimit} takes. */
  public static final Duration LONGEST_LIMIT = Duration.ofHours(24);

  private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s)");
  private static final Duration LONGEST = Duration.ofHours(1);

  private TimeSpan() {}

  /**
   * Reads a length of time.
   *
   * @param text a non-negative decimal number and a unit, or a bare {@code 0}
   * @return its length, from zero to one hour, in whole nanoseconds
   * @throws IllegalArgumentException if the text has another form or is longer than one hour
   */
  public static Duration parse(String text) {
    return parse(text, LONGEST);
  }

  /**
   * Reads how long something may take.
   *
   * @param text as {@link #parse} takes it
   * @return from zero to 24 hours
   * @throws IllegalArgumentException if the text has another form or is longer than 24 hours
   */
  public static Duration parseLimit(String text) {
    return parse(text, LONGEST_LIMIT);
  }

  private static Duration parse(String text, Duration longest) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a length of time such as " + FORMS);
    }
    BigDecimal nanos =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanosPer(matcher.group(2))));
    Duration length = Duration.ofNanos(nanos.longValue());
    if (length.compareTo(longest) > 0) {
      throw new IllegalArgumentException("'" + text + "' is longer than " + format(longest));
    }
    return length;
  }

  /**
   * Writes a length of time so that {@link #parse} gives it back.
   *
   * @param length a non-negative length
   * @return the shortest exact form, such as {@code 2ms}
   */
  public static String format(Duration length) {
    long nanos = length.toNanos();
    if (nanos == 0) {
      return "0";
    }
    for (String unit : new String[] {"s", "ms", "us"}) {
      long unitNanos = nanosPer(unit);
      if (nanos >= unitNanos) {
        BigDecimal amount =
            BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unitNanos)).stripTrailingZeros();
        return amount.toPlainString() + unit;
      }
    }
    return nanos + "ns";
  }

  private static long nanosPer(String unit) {
    return switch (unit) {
      case "ns" -> 1L;
      case "us", "µs" -> 1_000L;
      case "ms" -> 1_000_000L;
      case "s" -> 1_000_000_000L;
      default -> throw new IllegalArgumentException("unknown unit of time: " + unit);
    };
  }
}
