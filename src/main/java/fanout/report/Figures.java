package fanout.report;

import java.util.Locale;

/** How numbers are written for people. */
public final class Figures {
  private Figures() {}

  /** About four significant digits, and never an exponent. */
  public static String number(double value) {
    double size = Math.abs(value);
    String form = size >= 1000 ? "%.0f" : size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }

  /** About three significant digits, and never an exponent: for wide tables. */
  public static String brief(double value) {
    double size = Math.abs(value);
    String form = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, value);
  }
}
