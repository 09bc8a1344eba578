package fanout.report;

import fanout.stats.ForkMean;
import fanout.stats.Interval;
import fanout.stats.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers for people: by significant digits, so that no small one becomes 0. */
public final class Figures {
  private static final int NUMBER = 4;
  private static final int BRIEF = 3;
  private static final int MARGIN = 2;

  /** The largest difference that equal numbers leave. */
  private static final double ROUNDING = 1e-9;

  /** Below it a number would be all zeros. */
  private static final double TINY = 1e-6;

  /** Of thousands, a million of millions at most. */
  private static final List<String> PREFIXES = List.of("", "k", "M", "G", "T");

  private static final String NOT_KNOWN = "-";

  /** A share beyond this says no more than "far". */
  private static final double FAR = 9.99;

  private Figures() {}

  /** Returns four significant digits, or all digits before the point. */
  public static String number(double value) {
    return digits(value, NUMBER);
  }

  /** Returns three significant digits, or all digits before the point: for wide tables. */
  public static String brief(double value) {
    return digits(value, BRIEF);
  }

  /** Returns a mean with its margin, such as {@code 1.50 ± 0.50}; without one for one fork. */
  public static String margin(ForkMean mean) {
    return margin(mean, NUMBER);
  }

  /** Returns the same with three significant digits of the mean: for wide tables. */
  public static String briefMargin(ForkMean mean) {
    return margin(mean, BRIEF);
  }

  private static String margin(ForkMean mean, int digits) {
    double half = mean.halfWidth();
    if (!Double.isFinite(half) || !Double.isFinite(mean.mean())) {
      return brief(mean.mean());
    }
    if (half <= ROUNDING * Math.abs(mean.mean())) {
      return brief(mean.mean()) + " ± 0";
    }
    int most = decimals(Math.max(half, Math.abs(mean.mean())), digits);
    int ofMargin = decimals(half, MARGIN);
    int decimals = Math.min(ofMargin, most);
    boolean isLost = half < Math.pow(10, -decimals) / 2;
    return fixed(mean.mean(), decimals) + " ± " + fixed(half, isLost ? ofMargin : decimals);
  }

  /** Returns an interval such as {@code [1.000, 2.000]}. */
  public static String interval(ForkMean mean) {
    if (!Double.isFinite(mean.halfWidth())) {
      return mean.forks() == 1 ? "one fork: none" : NOT_KNOWN;
    }
    return "[" + number(mean.low()) + ", " + number(mean.high()) + "]";
  }

  /**
   * Returns a score or ratio of a comparison: four significant digits, such as {@code 16.60M} from
   * ten million on, with an exponent if below 0.001 or beyond 10<sup>15</sup>.
   */
  public static String score(double value) {
    if (!Double.isFinite(value)) {
      return NOT_KNOWN;
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e15)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int thousands = size < 1e7 ? 0 : (int) Math.log10(size) / 3;
    return new BigDecimal(value)
            .scaleByPowerOfTen(-3 * thousands)
            .round(new MathContext(NUMBER))
            .toPlainString()
        + PREFIXES.get(thousands);
  }

  /** Returns both ends of an interval of ratios. */
  public static String interval(Interval interval) {
    return Double.isFinite(interval.low())
        ? score(interval.low()) + "-" + score(interval.high())
        : NOT_KNOWN;
  }

  /** Returns the interval of a row's ratio; without raw data, JMH's own errors of both sides. */
  public static String interval(Row row) {
    return hasOwnErrors(row)
        ? "±%s, ±%s".formatted(percent(row.base().jmhError()), percent(row.candidate().jmhError()))
        : interval(row.interval());
  }

  /** Tells whether JMH's own error is all that is known of a side. */
  static boolean hasOwnErrors(Row row) {
    return Double.isFinite(row.base().jmhError()) || Double.isFinite(row.candidate().jmhError());
  }

  /** Returns a share as a percentage with one decimal, or without from 10 % on. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return NOT_KNOWN;
    }
    if (share > FAR) {
      return String.format(Locale.ROOT, ">%.0f%%", FAR * 100);
    }
    return String.format(Locale.ROOT, Math.abs(share) < 0.0995 ? "%.1f%%" : "%.0f%%", share * 100);
  }

  /** Returns a margin as the user would write it. */
  public static String threshold(double share) {
    return BigDecimal.valueOf(share * 100)
            .setScale(3, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  private static String digits(double value, int digits) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    if (value == 0) {
      return "0";
    }
    return Math.abs(value) < TINY
        ? String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
        : fixed(value, decimals(value, digits));
  }

  /** Returns how many decimals make so many significant digits, at least 0. */
  private static int decimals(double value, int digits) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    return Math.max(0, digits - rounded.precision() + rounded.scale());
  }

  private static String fixed(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}
