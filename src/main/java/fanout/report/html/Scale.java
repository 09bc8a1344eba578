package fanout.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * An axis: from values to places along it.
 *
 * @param low the value at its start
 * @param high the value at its end, above {@code low}
 * @param isLog whether equal ratios, not equal differences, are equally far apart
 * @param ticks where it is labelled
 */
record Scale(double low, double high, boolean isLog, List<Tick> ticks) {
  /** From this ratio of the largest to the smallest on, an axis of points is logarithmic. */
  private static final double WIDE = 3;

  /** Beyond this a value is no measurement, and differences overflow. */
  private static final double LARGEST = 1e100;

  private static final int MOST_TICKS = 6;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  /** Where a logarithmic axis may end: so near each other that little room stays empty. */
  private static final double[] ENDS = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

  /** Where it may be labelled, from the closest to one label a decade. */
  private static final List<double[]> LOG_TICKS =
      List.of(new double[] {1, 1.5, 2, 3, 4, 5, 6, 8}, new double[] {1, 2, 5}, new double[] {1});

  /** A labelled place. */
  record Tick(double value, String label) {}

  /** An axis that begins at zero, for lengths. */
  static Scale fromZero(double highest) {
    return linear(0, highest > 0 && highest < LARGEST ? highest : 1);
  }

  /** An axis for points: logarithmic where they are far apart. */
  static Scale around(double[] values) {
    double[] usable = DoubleStream.of(values).filter(value -> Math.abs(value) < LARGEST).toArray();
    double low = DoubleStream.of(usable).min().orElse(0);
    double high = DoubleStream.of(usable).max().orElse(1);
    if (low > 0 && high / low >= WIDE) {
      return log(low, high);
    }
    double margin = high > low ? (high - low) / 10 : Math.max(Math.abs(high) / 10, 1e-9);
    return linear(low > 0 ? Math.max(0, low - margin) : low - margin, high + margin);
  }

  /** An axis of equal differences that covers both values. */
  static Scale linear(double low, double high) {
    double step = step((high - low) / (MOST_TICKS - 1));
    double first = Math.floor(low / step + 1e-9) * step;
    double last = Math.ceil(high / step - 1e-9) * step;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; first + i * step <= last + step / 2; i++) {
      ticks.add(tick(first + i * step));
    }
    return new Scale(first, Math.max(last, first + step), false, ticks);
  }

  /** An axis of equal ratios that covers both values, which are above 0. */
  static Scale log(double low, double high) {
    double from = below(low);
    double to = above(Math.max(high, from * 2));
    List<Tick> ticks = List.of();
    for (double[] steps : LOG_TICKS) {
      ticks = ticks(from, to, steps);
      if (ticks.size() <= MOST_TICKS) {
        break;
      }
    }
    int every = (ticks.size() + MOST_TICKS - 1) / MOST_TICKS;
    List<Tick> kept = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i += Math.max(1, every)) {
      kept.add(ticks.get(i));
    }
    return new Scale(from, to, true, kept);
  }

  /** An axis with places of one's own. */
  static Scale of(double low, double high, Tick... ticks) {
    return new Scale(low, high, false, List.of(ticks));
  }

  /** Returns how far along the axis a value lies, from 0 to 1; beyond the ends, the end. */
  double at(double value) {
    double way =
        isLog
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return Double.isNaN(way) ? 0 : Math.clamp(way, 0.0, 1.0);
  }

  private static List<Tick> ticks(double from, double to, double[] steps) {
    List<Tick> ticks = new ArrayList<>();
    int decade = (int) Math.floor(Math.log10(from) + 1e-9);
    for (double base = Math.pow(10, decade); base <= to * 1.0001; base *= 10) {
      for (double step : steps) {
        double value = base * step;
        if (value >= from * 0.9999 && value <= to * 1.0001) {
          ticks.add(tick(value));
        }
      }
    }
    return ticks;
  }

  private static double step(double rough) {
    double base = Math.pow(10, Math.floor(Math.log10(rough)));
    return DoubleStream.of(STEPS)
        .map(factor -> factor * base)
        .filter(step -> step >= rough * 0.9999)
        .findFirst()
        .orElse(base * 10);
  }

  private static double below(double value) {
    double base = Math.pow(10, Math.floor(Math.log10(value)));
    return DoubleStream.of(ENDS)
        .map(factor -> factor * base)
        .filter(step -> step <= value * 1.0001)
        .max()
        .orElse(base);
  }

  private static double above(double value) {
    double base = Math.pow(10, Math.floor(Math.log10(value)));
    return DoubleStream.of(ENDS)
        .map(factor -> factor * base)
        .filter(step -> step >= value * 0.9999)
        .findFirst()
        .orElse(base * 10);
  }

  private static Tick tick(double value) {
    String plain =
        new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    return new Tick(value, grouped(plain.equals("-0") ? "0" : plain));
  }

  /** Thousands apart by a narrow space that does not break. */
  private static String grouped(String plain) {
    return plain.contains(".") ? plain : plain.replaceAll("(?<=\\d)(?=(\\d{3})+$)", "\u202F");
  }

  /** Returns the largest of all values of several lists. */
  static double highest(Stream<Double> values) {
    return values
        .filter(value -> Math.abs(value) < LARGEST)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }
}
