package fanout.model;

import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * The Universal Scalability Law, fitted: X(c) = λc ÷ (1 + σ(c − 1) + κc(c − 1)) (N. J. Gunther,
 * "Guerrilla Capacity Planning", Springer 2007).
 *
 * <p>Least squares of log X, since the noise of throughputs is a share of them. Each fork's sweep
 * is fitted by itself, without bounds, which would hide that data prefer a negative σ or κ; a
 * coefficient is the mean of the forks' own, with Student's interval over forks. For λ and c*,
 * which are positive, the interval is that of their logarithms. With one fork there are no
 * intervals.
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
 * @param band X(c) with its interval, from the lowest concurrency measured to the highest, in even
 *     steps of its logarithm
 * @param rSquared the share of the variance of log X that the forks' own fits explain, at most 1
 * @param remarks what the data do not identify, one sentence each
 */
public record Usl(
    ForkMean lambda,
    ForkMean sigma,
    ForkMean kappa,
    Optional<ForkMean> peak,
    List<Band> band,
    double rSquared,
    List<String> remarks)
    implements UslFit {
  /** Three parameters, and as many points again to tell their errors from. */
  public static final int LEAST_CONCURRENCIES = 6;

  private static final int MOST_EVALUATIONS = 10_000;

  /** Enough for a curve that looks smooth. */
  private static final int BAND_STEPS = 60;

  /** Keeps the search away from denominators that are not above 0. */
  private static final double LEAST_DENOMINATOR = 1e-9;

  /**
   * The interval of X(c) at one concurrency: of the curve, not of single runs.
   *
   * @param concurrency c, at least 1
   * @param throughput X(c) with its ends; for one fork these are its value
   */
  public record Band(double concurrency, ForkMean throughput) {}

  static double throughput(double c, double lambda, double sigma, double kappa) {
    return lambda * c / denominator(c, sigma, kappa);
  }

  private static double denominator(double c, double sigma, double kappa) {
    return Math.max(LEAST_DENOMINATOR, 1 + sigma * (c - 1) + kappa * c * (c - 1));
  }

  /** The coefficients of one fork. */
  private record Fit(double lambda, double sigma, double kappa) {
    double at(double c) {
      return throughput(c, lambda, sigma, kappa);
    }
  }

  static UslFit fit(List<List<Point>> forks) {
    List<Fit> fits = new ArrayList<>();
    try {
      forks.forEach(fork -> fits.add(solved(fork)));
    } catch (MathIllegalArgumentException | MathIllegalStateException e) {
      return new Refused(
          ("the sweep does not follow the law closely enough to fit it (%s): look at its"
                  + " throughputs, and sweep again with more concurrencies or forks")
              .formatted(e.getMessage()));
    }
    List<Point> points = forks.stream().flatMap(List::stream).toList();
    ForkMean sigma = mean(fits, Fit::sigma);
    ForkMean kappa = mean(fits, Fit::kappa);
    List<String> remarks = new ArrayList<>();
    if (fits.size() == 1) {
      remarks.add("one fork: no intervals, and nothing is known of noise");
    }
    remark(remarks, "sigma", "no contention can be told from noise", sigma);
    remark(remarks, "kappa", "no coherency cost can be told from noise", kappa);
    return new Usl(
        ForkMean.ofPositive(values(fits, Fit::lambda)),
        sigma,
        kappa,
        peak(fits, kappa, points, remarks),
        band(fits, points),
        rSquared(forks, fits),
        remarks);
  }

  private static ForkMean mean(List<Fit> fits, ToDoubleFunction<Fit> coefficient) {
    return ForkMean.ofForks(values(fits, coefficient));
  }

  private static double[] values(List<Fit> fits, ToDoubleFunction<Fit> coefficient) {
    return fits.stream().mapToDouble(coefficient).toArray();
  }

  private static Fit solved(List<Point> points) {
    double[] found =
        new LevenbergMarquardtOptimizer()
            .optimize(
                new LeastSquaresBuilder()
                    .start(start(points))
                    .model(
                        p -> each(points, c -> p[0] + Math.log(c / denominator(c, p[1], p[2]))),
                        p -> jacobian(points, p))
                    .target(points.stream().mapToDouble(at -> Math.log(at.throughput())).toArray())
                    .maxEvaluations(MOST_EVALUATIONS)
                    .maxIterations(MOST_EVALUATIONS)
                    .build())
            .getPoint()
            .toArray();
    return new Fit(Math.exp(found[0]), found[1], found[2]);
  }

  /** The start of the search: c ÷ X(c) is linear in 1 ÷ λ, σ ÷ λ and κ ÷ λ. */
  private static double[] start(List<Point> points) {
    double[] inverse =
        points.stream().mapToDouble(at -> at.concurrency() / at.throughput()).toArray();
    double[][] terms =
        points.stream()
            .mapToDouble(Point::concurrency)
            .mapToObj(c -> new double[] {c - 1, c * (c - 1)})
            .toArray(double[][]::new);
    OLSMultipleLinearRegression linear = new OLSMultipleLinearRegression();
    linear.newSampleData(inverse, terms);
    double[] b = linear.estimateRegressionParameters();
    // Noise can turn the first coefficient, 1 ÷ λ, negative; then X ÷ c at one point is a start.
    double perSlot = b[0] > 0 ? b[0] : inverse[0];
    return new double[] {
      -Math.log(perSlot), Math.max(0, b[1] / perSlot), Math.max(0, b[2] / perSlot)
    };
  }

  private static double[] each(List<Point> points, DoubleUnaryOperator of) {
    return points.stream().mapToDouble(Point::concurrency).map(of).toArray();
  }

  private static double[][] jacobian(List<Point> points, double[] p) {
    return points.stream()
        .mapToDouble(Point::concurrency)
        .mapToObj(
            c -> {
              double denominator = denominator(c, p[1], p[2]);
              return new double[] {1, -(c - 1) / denominator, -c * (c - 1) / denominator};
            })
        .toArray(double[][]::new);
  }

  private static void remark(List<String> remarks, String name, String meaning, ForkMean mean) {
    String ends = String.format(Locale.ROOT, "%.3g to %.3g", mean.low(), mean.high());
    if (mean.high() < 0) {
      remarks.add(
          name + " is below 0 (" + ends + "): throughput grows faster than the law allows for");
    } else if (mean.includes(0)) {
      remarks.add(name + "'s interval, " + ends + ", includes 0: " + meaning);
    }
  }

  private static Optional<ForkMean> peak(
      List<Fit> fits, ForkMean kappa, List<Point> points, List<String> remarks) {
    boolean hasPeak = fits.stream().allMatch(fit -> fit.kappa() > 0 && fit.sigma() < 1);
    if (!hasPeak || kappa.includes(0)) {
      remarks.add(
          "no peak c*: it needs a kappa that is clearly above 0 and a sigma below 1; sweep to"
              + " higher concurrencies or run more forks");
      return Optional.empty();
    }
    double[] peaks = values(fits, fit -> Math.sqrt((1 - fit.sigma()) / fit.kappa()));
    ForkMean peak = ForkMean.ofPositive(peaks);
    double highest = points.stream().mapToDouble(Point::concurrency).max().orElseThrow();
    if (peak.mean() > highest) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "the peak c* = %.3g lies beyond the highest concurrency measured, %s: it is an"
                  + " extrapolation",
              peak.mean(),
              highest));
    }
    return Optional.of(peak);
  }

  private static List<Band> band(List<Fit> fits, List<Point> points) {
    double lowest = points.stream().mapToDouble(Point::concurrency).min().orElseThrow();
    double highest = points.stream().mapToDouble(Point::concurrency).max().orElseThrow();
    List<Band> band = new ArrayList<>();
    for (int step = 0; step <= BAND_STEPS; step++) {
      double c = lowest * Math.pow(highest / lowest, (double) step / BAND_STEPS);
      ForkMean at = ForkMean.ofPositive(values(fits, fit -> fit.at(c)));
      boolean isOne = fits.size() == 1;
      band.add(new Band(c, isOne ? new ForkMean(at.mean(), at.mean(), at.mean(), 1) : at));
    }
    return band;
  }

  private static double rSquared(List<List<Point>> forks, List<Fit> fits) {
    Variance all = new Variance();
    Variance unexplained = new Variance(); // whose mean is 0, as log λ is free
    for (int fork = 0; fork < fits.size(); fork++) {
      for (Point at : forks.get(fork)) {
        all.increment(Math.log(at.throughput()));
        unexplained.increment(Math.log(at.throughput() / fits.get(fork).at(at.concurrency())));
      }
    }
    return 1 - unexplained.getResult() / all.getResult();
  }
}
