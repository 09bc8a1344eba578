package fanout.model;

import java.util.List;
import java.util.Optional;

/**
 * The Universal Scalability Law, fitted: X(c) = λc ÷ (1 + σ(c − 1) + κc(c − 1)) (N. J. Gunther,
 * "Guerrilla Capacity Planning", Springer 2007).
 *
 * <p>Where requests need processors, σ and κ contain that limit, too: on a machine of few
 * processors they do not belong to the strategy alone.
 *
 * @param lambda λ, the throughput of one slot that meets no other, in the points' unit
 * @param sigma σ, contention: the share of work that is done one after the other. Below 0 where
 *     throughput grows faster than concurrency
 * @param kappa κ, coherency: the cost of each pair of slots that must agree
 * @param peak c* = √((1 − σ) ÷ κ), the concurrency of the highest throughput; empty where the data
 *     do not show that there is one
 * @param residuals throughput measured and fitted, one for each point, by concurrency
 * @param band what X(c) may be with 95 % confidence, from the lowest concurrency measured to the
 *     highest, in even steps of its logarithm
 * @param rSquared the share of the throughput's variance that the fit explains, at most 1
 * @param remarks what the data do not identify, one sentence each
 */
public record Usl(
    Estimate lambda,
    Estimate sigma,
    Estimate kappa,
    Optional<Estimate> peak,
    List<Residual> residuals,
    List<Band> band,
    double rSquared,
    List<String> remarks)
    implements UslFit {
  /** Three parameters, and as many points again to tell their errors from. */
  public static final int LEAST_CONCURRENCIES = 6;

  /** Copies the lists. */
  public Usl {
    residuals = List.copyOf(residuals);
    band = List.copyOf(band);
    remarks = List.copyOf(remarks);
  }

  /**
   * One point, and what the fit says of it.
   *
   * @param concurrency c, at least 1
   * @param measured the throughput measured
   * @param fitted X(c)
   */
  public record Residual(double concurrency, double measured, double fitted) {
    /** Returns measured − fitted as a share of fitted. */
    public double relative() {
      return (measured - fitted) / fitted;
    }
  }

  /**
   * The interval of X(c) at one concurrency, by the delta method: of the curve, not of single runs.
   *
   * @param concurrency c, at least 1
   * @param throughput X(c) with its ends
   */
  public record Band(double concurrency, Estimate throughput) {}

  /**
   * Returns X(c), the throughput that the fit predicts, in the points' unit.
   *
   * @param concurrency c, at least 1
   */
  public double throughputAt(double concurrency) {
    return throughput(concurrency, lambda.value(), sigma.value(), kappa.value());
  }

  static double throughput(double c, double lambda, double sigma, double kappa) {
    return lambda * c / (1 + sigma * (c - 1) + kappa * c * (c - 1));
  }
}
