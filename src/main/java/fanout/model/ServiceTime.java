package fanout.model;

import fanout.Delay;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The time that the far side of a request takes, in nanoseconds: as the parameter {@code delay} of
 * a result names it.
 */
public sealed interface ServiceTime {
  /** Returns the mean, at least 0. */
  double mean();

  /**
   * Returns the expected time until all of several requests under way are done, one of which has
   * just been sent and the others at a random moment before: the renewal theory's residual times,
   * whose distribution is F_e(x) = ∫₀ˣ P(S &gt; t) dt ÷ E(S).
   *
   * @param underWay k, at least 1, need not be whole
   * @return E(max) = ∫ (1 − F(x) F_e(x)^(k − 1)) dx, at least the mean
   */
  double expectedLast(double underWay);

  /**
   * Returns the expected time until all of several requests are done that were sent together.
   *
   * @param together k, at least 1, need not be whole
   */
  double expectedMaximum(double together);

  /**
   * Reads a service time.
   *
   * @param text one of {@link Delay#FORMS}
   * @throws IllegalArgumentException if the text has another form or a length is 0 where none may
   *     be
   */
  static ServiceTime parse(String text) {
    return switch (Delay.parse(text)) {
      case Delay.Fixed fixed -> new Fixed(fixed.length().toNanos());
      case Delay.Exponential exponential -> new Exponential(exponential.mean().toNanos());
      case Delay.LogNormal it -> new LogNormal(it.p50().toNanos(), it.sigma());
    };
  }

  /**
   * Always the same.
   *
   * @param mean its length, at least 0
   */
  record Fixed(double mean) implements ServiceTime {
    @Override
    public double expectedLast(double underWay) {
      return mean;
    }

    @Override
    public double expectedMaximum(double together) {
      return mean;
    }
  }

  /**
   * Without memory: what has begun is as long as what begins.
   *
   * @param mean above 0
   */
  record Exponential(double mean) implements ServiceTime {
    private static final double EULER = 0.5772156649015329;

    @Override
    public double expectedLast(double underWay) {
      return expectedMaximum(underWay);
    }

    /** The k-th harmonic number times the mean, by its expansion. */
    @Override
    public double expectedMaximum(double together) {
      double k = Math.max(1, together);
      return k < 2
          ? mean * (1 + (k - 1) / 2)
          : mean * (Math.log(k) + EULER + 1 / (2 * k) - 1 / (12 * k * k));
    }
  }

  /**
   * Most near the median, a few much longer.
   *
   * @param median above 0
   * @param sigma of the logarithm, at least 0
   */
  record LogNormal(double median, double sigma) implements ServiceTime {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    /** Far enough that what lies beyond does not matter: once in 10¹⁵. */
    private static final double FARTHEST = 8;

    @Override
    public double mean() {
      return median * Math.exp(sigma * sigma / 2);
    }

    /** Returns the probability of a longer time than {@code nanos}, from 0 to 1. */
    double exceeds(double nanos) {
      return nanos <= 0
          ? 1
          : sigma == 0 ? (nanos < median ? 1 : 0) : above(nanos, sigma * sigma, 0);
    }

    /** The residual's distribution has a closed form: partial moments of the log-normal. */
    @Override
    public double expectedLast(double underWay) {
      return integrate(
          x -> {
            double residual = (partialMean(x) + x * exceeds(x)) / mean();
            return 1 - (1 - exceeds(x)) * Math.pow(Math.min(1, residual), underWay - 1);
          });
    }

    @Override
    public double expectedMaximum(double together) {
      return integrate(x -> 1 - Math.pow(1 - exceeds(x), together));
    }

    /** E(S; S ≤ x). */
    private double partialMean(double x) {
      return x <= 0 ? 0 : mean() * (1 - above(x, sigma * sigma, sigma * sigma));
    }

    private double above(double x, double variance, double shift) {
      double z = (Math.log(x / median) - shift) / Math.sqrt(variance);
      return 1 - NORMAL.cumulativeProbability(z);
    }

    /** By the logarithm of time, in which the integrand is smooth. */
    private double integrate(UnivariateFunction beyond) {
      if (sigma == 0) {
        return median;
      }
      UnivariateFunction byLog = u -> beyond.value(Math.exp(u)) * Math.exp(u);
      double from = Math.log(median) - FARTHEST * sigma;
      double to = Math.log(median) + FARTHEST * sigma;
      return Math.exp(from)
          + new IterativeLegendreGaussIntegrator(20, 1e-6, 1e-3)
              .integrate(1_000_000, byLog, from, to);
    }
  }
}
