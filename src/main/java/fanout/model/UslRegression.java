package fanout.model;

import fanout.model.UslFit.Point;
import fanout.model.UslFit.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Least squares for the Universal Scalability Law.
 *
 * <p>The parameters are fitted as they are, without bounds: a bound would hide that data prefer a
 * negative σ or κ, and would make the intervals at the bound meaningless. What is implausible shows
 * in the interval and is said in words.
 *
 * <p>Intervals are those of nonlinear regression, value ± t(n − 3) · standard error, as R's {@code
 * usl} package gives them. The standard error comes from the residuals, so it contains both noise
 * and the law's own misfit; a bootstrap over the usual three to five forks would contain neither
 * well. The interval of c* follows by the delta method, on the logarithm, as c* is a positive ratio
 * with a long upper tail.
 */
final class UslRegression {
  private static final int PARAMETERS = 3;
  private static final int MOST_EVALUATIONS = 10_000;

  /** Enough for a curve that looks smooth. */
  private static final int BAND_STEPS = 60;

  private static final int LAMBDA = 0;
  private static final int SIGMA = 1;
  private static final int KAPPA = 2;

  private final List<Point> points;
  private final double[] fitted;
  private final double rSquared;
  private final RealMatrix covariance;
  private final double t;

  private UslRegression(List<Point> points, Optimum optimum) {
    this.points = points;
    int freedom = points.size() - PARAMETERS;
    double squares = Math.pow(optimum.getCost(), 2);
    fitted = optimum.getPoint().toArray();
    // Columns differ by many orders of magnitude, so no threshold on the rank but exact zero.
    covariance = optimum.getCovariances(0).scalarMultiply(squares / freedom);
    rSquared = 1 - squares / totalSquares(points);
    t = new TDistribution(freedom).inverseCumulativeProbability((1 + Estimate.LEVEL) / 2);
  }

  static UslFit fit(List<Point> unsorted) {
    List<Point> points =
        unsorted.stream().sorted(Comparator.comparingDouble(Point::concurrency)).toList();
    long concurrencies = points.stream().mapToDouble(Point::concurrency).distinct().count();
    if (concurrencies < Usl.LEAST_CONCURRENCIES) {
      return new Refused(
          ("a fit needs at least %d different concurrencies, had %d: sweep more of them, such as"
                  + " 1, 2, 4, 8, 16, 32 and 64")
              .formatted(Usl.LEAST_CONCURRENCIES, concurrencies));
    }
    try {
      return new UslRegression(points, optimum(points)).result();
    } catch (MathIllegalArgumentException | MathIllegalStateException e) {
      return new Refused(
          ("the sweep does not follow the law closely enough to fit it (%s): look at its"
                  + " throughputs, and sweep again with more concurrencies or forks")
              .formatted(e.getMessage()));
    }
  }

  private static Optimum optimum(List<Point> points) {
    double[] throughputs = points.stream().mapToDouble(Point::throughput).toArray();
    return new LevenbergMarquardtOptimizer()
        .optimize(
            new LeastSquaresBuilder()
                .start(start(points))
                .model(p -> predictions(points, p), p -> jacobian(points, p))
                .target(throughputs)
                .maxEvaluations(MOST_EVALUATIONS)
                .maxIterations(MOST_EVALUATIONS)
                .build());
  }

  /** Where the search starts: c ÷ X(c) is linear in 1 ÷ λ, σ ÷ λ and κ ÷ λ. */
  private static double[] start(List<Point> points) {
    double[] inverse = new double[points.size()];
    double[][] terms = new double[points.size()][];
    for (int i = 0; i < inverse.length; i++) {
      double c = points.get(i).concurrency();
      inverse[i] = c / points.get(i).throughput();
      terms[i] = new double[] {c - 1, c * (c - 1)};
    }
    OLSMultipleLinearRegression linear = new OLSMultipleLinearRegression();
    linear.newSampleData(inverse, terms);
    double[] b = linear.estimateRegressionParameters();
    // Noise can turn the first coefficient, 1 ÷ λ, negative; then X ÷ c at the lowest c is a start.
    double perSlot = b[0] > 0 ? b[0] : inverse[0];
    return new double[] {1 / perSlot, Math.max(0, b[1] / perSlot), Math.max(0, b[2] / perSlot)};
  }

  private static double[] predictions(List<Point> points, double[] p) {
    return points.stream()
        .mapToDouble(at -> Usl.throughput(at.concurrency(), p[LAMBDA], p[SIGMA], p[KAPPA]))
        .toArray();
  }

  private static double[][] jacobian(List<Point> points, double[] p) {
    return points.stream().map(point -> gradient(point.concurrency(), p)).toArray(double[][]::new);
  }

  private static double[] gradient(double c, double[] p) {
    double slope = Usl.throughput(c, 1, p[SIGMA], p[KAPPA]); // dX/dλ
    double toDenominator = -p[LAMBDA] * slope * slope / c; // dX/d(denominator)
    return new double[] {slope, toDenominator * (c - 1), toDenominator * c * (c - 1)};
  }

  private List<Usl.Band> band() {
    double lowest = points.getFirst().concurrency();
    double ratio = points.getLast().concurrency() / lowest;
    List<Usl.Band> band = new ArrayList<>();
    for (int step = 0; step <= BAND_STEPS; step++) {
      double c = lowest * Math.pow(ratio, (double) step / BAND_STEPS);
      RealVector gradient = new ArrayRealVector(gradient(c, fitted), false);
      double variance = gradient.dotProduct(covariance.operate(gradient));
      double margin = t * Math.sqrt(Math.max(0, variance));
      double value = Usl.throughput(c, fitted[LAMBDA], fitted[SIGMA], fitted[KAPPA]);
      band.add(new Usl.Band(c, new Estimate(value, value - margin, value + margin)));
    }
    return band;
  }

  private UslFit result() {
    for (Point point : points) {
      if (!(throughput(point) > 0)) {
        return new Refused(
            ("the best fit has no positive throughput at concurrency %s: the sweep does not follow"
                    + " the law")
                .formatted(point.concurrency()));
      }
    }
    Estimate lambda = estimate(LAMBDA);
    Estimate sigma = estimate(SIGMA);
    Estimate kappa = estimate(KAPPA);
    List<String> remarks = new ArrayList<>();
    remark(remarks, "lambda", "the throughput of one slot is not identified", lambda);
    remark(remarks, "sigma", "no contention can be told from noise", sigma);
    remark(remarks, "kappa", "no coherency cost can be told from noise", kappa);
    Optional<Estimate> peak = peak(sigma, kappa, remarks);
    return new Usl(lambda, sigma, kappa, peak, residuals(), band(), rSquared, remarks);
  }

  private Estimate estimate(int parameter) {
    double margin = t * Math.sqrt(covariance.getEntry(parameter, parameter));
    return new Estimate(fitted[parameter], fitted[parameter] - margin, fitted[parameter] + margin);
  }

  private static void remark(List<String> remarks, String name, String meaning, Estimate estimate) {
    if (estimate.high() < 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%s is below 0 (%.3g to %.3g): throughput grows faster than the law allows for",
              name,
              estimate.low(),
              estimate.high()));
    } else if (estimate.low() <= 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%s's interval, %.3g to %.3g, includes 0: %s",
              name,
              estimate.low(),
              estimate.high(),
              meaning));
    }
  }

  private Optional<Estimate> peak(Estimate sigma, Estimate kappa, List<String> remarks) {
    if (kappa.low() <= 0) {
      remarks.add(
          "no peak c*: it needs a kappa that is clearly above 0; sweep to higher concurrencies or"
              + " run more forks");
      return Optional.empty();
    }
    if (sigma.high() >= 1) {
      remarks.add("no peak c*: it needs a sigma that is clearly below 1; sweep more concurrencies");
      return Optional.empty();
    }
    double peak = Math.sqrt((1 - sigma.value()) / kappa.value());
    double toSigma = -0.5 / (1 - sigma.value()); // d(ln c*)/dσ
    double toKappa = -0.5 / kappa.value(); // d(ln c*)/dκ
    double variance =
        toSigma * toSigma * covariance.getEntry(SIGMA, SIGMA)
            + 2 * toSigma * toKappa * covariance.getEntry(SIGMA, KAPPA)
            + toKappa * toKappa * covariance.getEntry(KAPPA, KAPPA);
    double factor = Math.exp(t * Math.sqrt(Math.max(0, variance)));
    double highest = points.getLast().concurrency();
    if (peak > highest) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "the peak c* = %.3g lies beyond the highest concurrency measured, %s: it is an"
                  + " extrapolation",
              peak,
              highest));
    }
    return Optional.of(new Estimate(peak, peak / factor, peak * factor));
  }

  private List<Usl.Residual> residuals() {
    return points.stream()
        .map(at -> new Usl.Residual(at.concurrency(), at.throughput(), throughput(at)))
        .toList();
  }

  private double throughput(Point point) {
    return Usl.throughput(point.concurrency(), fitted[LAMBDA], fitted[SIGMA], fitted[KAPPA]);
  }

  private static double totalSquares(List<Point> points) {
    double mean = points.stream().mapToDouble(Point::throughput).average().orElseThrow();
    return points.stream().mapToDouble(at -> Math.pow(at.throughput() - mean, 2)).sum();
  }
}
