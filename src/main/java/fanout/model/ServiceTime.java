package fanout.model;

import fanout.Delay;
import fanout.Delay.LogNormal;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The time that the far side of a request takes, in nanoseconds.
 *
 * @param delay as the parameter {@code delay} of a result names it
 */
public record ServiceTime(Delay delay) {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final double EULER = 0.5772156649015329;

  /** Far enough that what lies beyond does not matter: once in 10¹⁵. */
  private static final double FARTHEST = 8;

  /**
   * Reads a service time.
   *
   * @param text one of {@link Delay#FORMS}
   * @throws IllegalArgumentException if the text has another form or a length is 0 where none may
   *     be
   */
  public static ServiceTime parse(String text) {
    return new ServiceTime(Delay.parse(text));
  }

  boolean isFixed() {
    return delay instanceof Delay.Fixed;
  }

  /** Returns the mean, at least 0. */
  double mean() {
    return switch (delay) {
      case Delay.Fixed fixed -> fixed.length().toNanos();
      case Delay.Exponential exponential -> exponential.mean().toNanos();
      case LogNormal it -> it.p50().toNanos() * Math.exp(it.sigma() * it.sigma() / 2);
    };
  }

  /**
   * Returns the expected time until all of several requests under way are done, one of which has
   * just been sent and the others at a random moment before: the renewal theory's residual times,
   * whose distribution is F_e(x) = ∫₀ˣ P(S &gt; t) dt ÷ E(S).
   *
   * @param underWay k, at least 1, need not be whole
   * @return E(max) = ∫ (1 − F(x) F_e(x)^(k − 1)) dx, at least the mean
   */
  double expectedLast(double underWay) {
    return switch (delay) {
      case Delay.Fixed fixed -> mean();
      case Delay.Exponential withoutMemory -> expectedMaximum(underWay);
      case LogNormal it ->
          integrate(
              it,
              x -> {
                double residual = (partialMean(it, x) + x * exceeds(it, x)) / mean();
                return 1 - (1 - exceeds(it, x)) * Math.pow(Math.min(1, residual), underWay - 1);
              });
    };
  }

  /**
   * Returns the expected time until all of several requests are done that were sent together.
   *
   * @param together k, at least 1, need not be whole
   */
  double expectedMaximum(double together) {
    return switch (delay) {
      case Delay.Fixed fixed -> mean();
      case Delay.Exponential exponential -> mean() * harmonic(Math.max(1, together));
      case LogNormal it -> integrate(it, x -> 1 - Math.pow(1 - exceeds(it, x), together));
    };
  }

  /** The k-th harmonic number, by its expansion. */
  private static double harmonic(double k) {
    return k < 2 ? 1 + (k - 1) / 2 : Math.log(k) + EULER + 1 / (2 * k) - 1 / (12 * k * k);
  }

  /** Returns the probability of a longer time than {@code nanos}, from 0 to 1. */
  static double exceeds(LogNormal service, double nanos) {
    return nanos <= 0
        ? 1
        : service.sigma() == 0
            ? (nanos < service.p50().toNanos() ? 1 : 0)
            : above(service, nanos, 0);
  }

  /**
   * E(S; S ≤ x). With it the residual's distribution has a closed form: partial moments of the
   * log-normal.
   */
  private double partialMean(LogNormal service, double x) {
    double sigma = service.sigma();
    return x <= 0 ? 0 : mean() * (1 - above(service, x, sigma * sigma));
  }

  private static double above(LogNormal service, double x, double shift) {
    double z = (Math.log(x / service.p50().toNanos()) - shift) / service.sigma();
    return 1 - NORMAL.cumulativeProbability(z);
  }

  /** By the logarithm of time, in which the integrand is smooth. */
  private static double integrate(LogNormal service, UnivariateFunction beyond) {
    double median = service.p50().toNanos();
    if (service.sigma() == 0) {
      return median;
    }
    UnivariateFunction byLog = u -> beyond.value(Math.exp(u)) * Math.exp(u);
    double from = Math.log(median) - FARTHEST * service.sigma();
    double to = Math.log(median) + FARTHEST * service.sigma();
    return Math.exp(from)
        + new IterativeLegendreGaussIntegrator(20, 1e-6, 1e-3)
            .integrate(1_000_000, byLog, from, to);
  }
}
