package fanout;

import java.time.Duration;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The wait of a server before it answers a request, as the command line names it: {@code 0}, {@code
 * 2ms}, {@code exp:2ms} or {@code lognormal:2ms:20ms}. A colon separates the parts because JMH
 * splits the values of a parameter at commas.
 */
public sealed interface Delay {
  /** The forms that {@link #parse} takes, for messages and help texts. */
  String FORMS = "0, 2ms (fixed), exp:2ms (mean) or lognormal:2ms:20ms (p50:p99)";

  /** No delay: each request is answered in the same turn in which it was read. */
  Delay NONE = new Fixed(Duration.ZERO);

  /** The longest delay of a request: distributions with a long tail are cut off here. */
  Duration LONGEST = Duration.ofHours(1);

  /**
   * Returns a quantile: the distribution function's inverse.
   *
   * @param u at least 0 and below 1
   * @return nanoseconds, from 0 to {@link #LONGEST}
   */
  long quantileNanos(double u);

  /**
   * Reads a delay.
   *
   * @param text one of {@link #FORMS}, with lengths as {@link TimeSpan} reads them
   * @throws IllegalArgumentException if the text has another form, a length is zero where the
   *     distribution has none such, or p99 is below p50
   */
  static Delay parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts.length == 1) {
        return new Fixed(TimeSpan.parse(text));
      }
      if (parts.length == 2 && parts[0].equals("exp")) {
        return new Exponential(TimeSpan.parse(parts[1]));
      }
      if (parts.length == 3 && parts[0].equals("lognormal")) {
        return new LogNormal(TimeSpan.parse(parts[1]), TimeSpan.parse(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      throw malformed(text, ": " + e.getMessage(), e);
    }
    throw malformed(text, "", null);
  }

  private static IllegalArgumentException malformed(
      String text, String reason, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "delay '" + text + "' is malformed" + reason + "; expected " + FORMS, cause);
  }

  /**
   * The same delay for every request.
   *
   * @param length from 0 to {@link #LONGEST}
   */
  record Fixed(Duration length) implements Delay {
    @Override
    public long quantileNanos(double u) {
      return length.toNanos();
    }

    @Override
    public String toString() {
      return TimeSpan.format(length);
    }
  }

  /**
   * Exponentially distributed delays: those of a server without memory.
   *
   * @param mean above 0; the distribution's median is {@code mean · ln 2}
   */
  record Exponential(Duration mean) implements Delay {
    /**
     * Checks the mean.
     *
     * @throws IllegalArgumentException if it is 0
     */
    public Exponential {
      if (mean.isZero()) {
        throw new IllegalArgumentException("the mean must be > 0");
      }
    }

    /** Returns −mean · ln(1 − u). */
    @Override
    public long quantileNanos(double u) {
      return cutOff(-mean.toNanos() * Math.log1p(-u));
    }

    @Override
    public String toString() {
      return "exp:" + TimeSpan.format(mean);
    }
  }

  /**
   * Log-normally distributed delays: most near the median, a few much longer.
   *
   * @param p50 the median, above 0
   * @param p99 the 99th percentile, at least the median
   */
  record LogNormal(Duration p50, Duration p99) implements Delay {
    /** Without a random generator: used for its quantiles only. */
    private static final NormalDistribution STANDARD_NORMAL = new NormalDistribution(null, 0, 1);

    private static final double Z99 = STANDARD_NORMAL.inverseCumulativeProbability(0.99);

    /**
     * Checks the percentiles.
     *
     * @throws IllegalArgumentException if p50 is 0 or p99 is below p50
     */
    public LogNormal {
      if (p50.isZero()) {
        throw new IllegalArgumentException("p50 must be > 0");
      }
      if (p99.compareTo(p50) < 0) {
        throw new IllegalArgumentException("p99 must be >= p50");
      }
    }

    /** Returns p50 · e^(σ·z(u)). */
    @Override
    public long quantileNanos(double u) {
      double z = STANDARD_NORMAL.inverseCumulativeProbability(u);
      return cutOff(p50.toNanos() * Math.exp(sigma() * z));
    }

    /** Returns σ = ln(p99 ÷ p50) ÷ z(0.99), the logarithm's standard deviation. */
    public double sigma() {
      return Math.log((double) p99.toNanos() / p50.toNanos()) / Z99;
    }

    @Override
    public String toString() {
      return "lognormal:" + TimeSpan.format(p50) + ":" + TimeSpan.format(p99);
    }
  }

  private static long cutOff(double nanos) {
    return Math.min(LONGEST.toNanos(), Math.round(nanos));
  }
}
