package fanout.report.html;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * An axis: from values to places along it.
 *
 * @param low the value at its start
 * @param high the value at its end, above {@code low}
 * @param isLog whether equal ratios, not equal differences, are equally far apart
 * @param start where it starts, in percent of the drawing's width
 * @param ticks where it is labelled, so far apart that labels never touch
 */
record Scale(double low, double high, boolean isLog, double start, List<Tick> ticks) {
  /** The least ratio of largest to smallest at which an axis of points is logarithmic. */
  private static final double WIDE = 3;

  /** Beyond this a value is no measurement, and differences overflow. */
  private static final double LARGEST = 1e100;

  /** The narrowest drawing, for which labels must not touch, and a character's width, in pixels. */
  private static final double NARROWEST = 190;

  private static final double CHARACTER = 6.8;
  private static final double GAP = 8;

  private static final double EDGE = 0.03;
  private static final double MARGIN = 1.5;
  private static final double BESIDE = 14;
  private static final int MOST_TICKS = 6;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  /** The ends of a logarithmic axis: so near each other that little stays empty. */
  private static final double[] ENDS = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};

  /** The steps of its labels, from the closest to one label a decade. */
  private static final List<double[]> LOG_TICKS =
      List.of(
          new double[] {1, 1.5, 2, 3, 4, 5, 6, 8},
          new double[] {1, 2, 5},
          new double[] {1, 3},
          new double[] {1});

  /** A labelled place. */
  record Tick(double value, String label) {}

  /** Thins the labels. */
  Scale {
    ticks = apart(ticks, new Span(low, high, isLog));
  }

  /** An axis that begins at zero, for lengths. */
  static Scale fromZero(DoubleStream lengths) {
    return linear(0, lengths.filter(value -> value > 0 && value < LARGEST).max().orElse(1));
  }

  /**
   * An axis for points with intervals: logarithmic where the points are far apart. An interval that
   * reaches below zero is cut there and does not make the axis linear.
   */
  static Scale around(double[] points, double[] ends) {
    double[] usable = usable(DoubleStream.of(points));
    double low = DoubleStream.of(usable).min().orElse(0);
    double high = DoubleStream.of(usable).max().orElse(1);
    boolean wide = low > 0 && high / low >= WIDE;
    double lowest = wide ? low / WIDE : -LARGEST;
    double[] all =
        usable(
            DoubleStream.concat(
                DoubleStream.of(low, high),
                DoubleStream.of(ends).map(end -> Math.max(end, lowest))));
    low = DoubleStream.of(all).min().orElse(0);
    high = DoubleStream.of(all).max().orElse(1);
    if (wide) {
      return log(low, high);
    }
    double margin = high > low ? (high - low) / 10 : Math.max(Math.abs(high) / 10, 1e-9);
    return linear(low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin);
  }

  /** An axis of equal differences that covers both values. */
  static Scale linear(double low, double high) {
    double step = from(STEPS, (high - low) / (MOST_TICKS - 1));
    double first = Math.floor(low / step + 1e-9) * step;
    double half = step / 2;
    double last = Math.max(Math.ceil(high / half - 1e-9) * half, first + step);
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; first + i * step <= last + step * 1e-9; i++) {
      ticks.add(tick(first + i * step));
    }
    return new Scale(first, last, false, MARGIN, ticks);
  }

  /** An axis of equal ratios that covers both values, which are above 0. */
  static Scale log(double low, double high) {
    double from = below(low);
    double to = from(ENDS, Math.max(high, from * 2));
    Span span = new Span(from, to, true);
    List<Tick> ticks = List.of();
    for (double[] steps : LOG_TICKS) {
      ticks = ticks(from, to, steps);
      if (apart(ticks, span).size() == ticks.size() && ticks.size() <= MOST_TICKS) {
        break;
      }
    }
    return new Scale(from, to, true, MARGIN, ticks);
  }

  /** Returns the same axis with room for labels before its start. */
  Scale beside() {
    return new Scale(low, high, isLog, BESIDE, ticks);
  }

  /** Returns how far along the axis a value lies, from 0 to 1; beyond the ends, the end. */
  double at(double value) {
    return new Span(low, high, isLog).at(value);
  }

  /** Returns a value's place in percent of the drawing's width. */
  double percent(double value) {
    return start + (100 - MARGIN - start) * at(value);
  }

  /** Returns where a label's text is held: within the drawing at its ends. */
  String anchor(Tick tick) {
    double at = at(tick.value());
    return at < EDGE ? "start" : at > 1 - EDGE ? "end" : "middle";
  }

  /** The values that an axis covers. */
  private record Span(double low, double high, boolean isLog) {
    double at(double value) {
      double way =
          isLog
              ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
              : (value - low) / (high - low);
      return Double.isNaN(way) ? 0 : Math.clamp(way, 0.0, 1.0);
    }

    /** Tells whether two labels, each of which may be held by either end, are apart. */
    boolean apart(Tick one, Tick other) {
      return (at(other.value) - at(one.value)) * NARROWEST >= room(one) + room(other) + GAP;
    }

    private double room(Tick tick) {
      double at = at(tick.value);
      return tick.label.length() * CHARACTER / (at < EDGE || at > 1 - EDGE ? 1 : 2);
    }
  }

  /** Every tick, or every second, or third: the first choice whose labels do not touch. */
  private static List<Tick> apart(List<Tick> ticks, Span span) {
    for (int every = 1; every < ticks.size(); every++) {
      int step = every;
      IntPredicate taken = i -> i % step == 0;
      List<Tick> kept =
          IntStream.range(0, ticks.size()).filter(taken).mapToObj(ticks::get).toList();
      boolean apart =
          IntStream.range(1, kept.size()).allMatch(i -> span.apart(kept.get(i - 1), kept.get(i)));
      if (apart) {
        return kept;
      }
    }
    return List.copyOf(ticks.subList(0, Math.min(1, ticks.size())));
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

  /** Returns the first product of a factor and a power of 10 that is not below. */
  private static double from(double[] factors, double least) {
    double base = Math.pow(10, Math.floor(Math.log10(least)));
    return DoubleStream.of(factors)
        .map(factor -> factor * base)
        .filter(value -> value >= least * 0.9999)
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

  private static double[] usable(DoubleStream values) {
    return values.filter(value -> Math.abs(value) < LARGEST).toArray();
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
}
