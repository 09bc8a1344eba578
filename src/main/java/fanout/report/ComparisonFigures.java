package fanout.report;

import fanout.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** The notation of the figures of comparisons. */
public final class ComparisonFigures {
  private static final String NOT_KNOWN = "-";
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  /** A share beyond this says no more than "far". */
  private static final double FAR = 9.99;

  private ComparisonFigures() {}

  /** Returns four significant digits. */
  public static String score(double value) {
    if (!Double.isFinite(value)) {
      return NOT_KNOWN;
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return new BigDecimal(value).round(FOUR_DIGITS).toPlainString();
  }

  /** Returns both ends of an interval of ratios. */
  public static String interval(Interval interval) {
    return Double.isFinite(interval.low())
        ? score(interval.low()) + "-" + score(interval.high())
        : NOT_KNOWN;
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
}
