package fanout.model;

import fanout.model.BatchModel.Scenario;
import fanout.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * A {@link BatchModel} fitted to measured makespans by least squares of logarithms, so that a tenth
 * too much weighs as much in a short batch as in a long one.
 *
 * @param model what fits best
 * @param draws models fitted to the same makespans with noise of the residuals' size: how uncertain
 *     the model is
 * @param residual the standard deviation of log measured − log fitted, at least 0
 */
public record ModelFit(BatchModel model, List<BatchModel> draws, double residual) {
  /** The fewest observations. Where they do not tell parameters apart, the weak priors do. */
  public static final int LEAST = 4;

  private static final int PARAMETERS = 5;

  /** A prior's standard deviation on the log scale: a factor of 4.5 either way. */
  private static final double PRIOR_WIDTH = 1.5;

  /** The noise of makespans that priors are weighed against. */
  private static final double PRIOR_NOISE = 0.02;

  private static final int EVALUATIONS = 1500;
  private static final int DRAWS = 100;
  private static final double LEVEL = 0.95;
  private static final long SEED = 1;

  /** Differences below it are noise on any machine that we know. */
  private static final double LEAST_NOISE = 0.02;

  /**
   * A measured makespan.
   *
   * @param batch what was issued
   * @param makespanNanos W, above 0
   */
  public record Observation(Scenario batch, double makespanNanos) {}

  /**
   * Fits a model.
   *
   * @param observations of one strategy on one machine
   * @param dispatchNanos h, which these batches need not show: from a null control, or 0
   * @throws IllegalArgumentException if there are fewer than {@value #LEAST} observations
   */
  public static ModelFit of(List<Observation> observations, double dispatchNanos) {
    if (observations.size() < LEAST) {
      throw new IllegalArgumentException(
          "a model needs at least %d different batches of a strategy, had %d"
              .formatted(LEAST, observations.size()));
    }
    BatchModel prior = prior(observations, dispatchNanos);
    BatchModel best = fit(observations, prior, prior);
    double residual =
        Math.sqrt(error(observations, best) / Math.max(1, observations.size() - PARAMETERS));
    Random random = new Random(SEED);
    double noise = Math.max(residual, LEAST_NOISE);
    List<BatchModel> draws = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      draws.add(fit(noisy(observations, noise, random), prior, best));
    }
    return new ModelFit(best, draws, residual);
  }

  /** Returns the same fit with another dispatcher. */
  public ModelFit withDispatch(double nanos) {
    return new ModelFit(
        model.withDispatch(nanos),
        draws.stream().map(draw -> draw.withDispatch(nanos)).toList(),
        residual);
  }

  /**
   * Returns the 95 % interval of a makespan in nanoseconds: that of one more measurement, in which
   * the model's uncertainty and what it does not explain come together. The same for the same
   * batch.
   */
  public Interval predict(Scenario batch) {
    Random random = new Random(SEED);
    double[] makespans =
        draws.stream()
            .mapToDouble(draw -> draw.makespan(batch).nanos())
            .map(nanos -> nanos * Math.exp(random.nextGaussian() * residual))
            .sorted()
            .toArray();
    int tail = (int) Math.round(makespans.length * (1 - LEVEL) / 2);
    return new Interval(makespans[tail], makespans[makespans.length - 1 - tail]);
  }

  private static List<Observation> noisy(
      List<Observation> observations, double noise, Random random) {
    return observations.stream()
        .map(
            seen ->
                new Observation(
                    seen.batch(), seen.makespanNanos() * Math.exp(noise * random.nextGaussian())))
        .toList();
  }

  /** Demand from the fastest batch a request; the rest from what HTTP over loopback is like. */
  private static BatchModel prior(List<Observation> observations, double dispatchNanos) {
    double fastest =
        observations.stream()
            .mapToDouble(
                seen -> seen.makespanNanos() * seen.batch().processors() / seen.batch().requests())
            .min()
            .orElseThrow();
    return new BatchModel(fastest, fastest / 2, 2e4, 1.5e5, 1e5, dispatchNanos);
  }

  private static BatchModel fit(
      List<Observation> observations, BatchModel prior, BatchModel start) {
    double[] expected = logs(prior);
    double[] best = logs(start);
    for (int restart = 0; restart < 2; restart++) {
      best =
          new SimplexOptimizer(new SimpleValueChecker(1e-10, 1e-12))
              .optimize(
                  new MaxEval(20 * EVALUATIONS),
                  new ObjectiveFunction(
                      logs ->
                          error(observations, model(logs, start.dispatchNanos()))
                              + surprise(logs, expected)),
                  GoalType.MINIMIZE,
                  new InitialGuess(best),
                  new NelderMeadSimplex(PARAMETERS, 0.3))
              .getPoint();
    }
    return model(best, start.dispatchNanos());
  }

  private static double error(List<Observation> observations, BatchModel model) {
    double sum = 0;
    for (Observation seen : observations) {
      double log = Math.log(seen.makespanNanos() / model.makespan(seen.batch()).nanos());
      sum += log * log;
    }
    return sum;
  }

  private static double surprise(double[] logs, double[] expected) {
    double sum = 0;
    for (int at = 0; at < logs.length; at++) {
      double off = (logs[at] - expected[at]) / PRIOR_WIDTH * PRIOR_NOISE;
      sum += off * off;
    }
    return sum;
  }

  private static double[] logs(BatchModel model) {
    return new double[] {
      Math.log(model.demandNanos()),
      Math.log(model.sleepNanos()),
      Math.log(model.overheadNanos()),
      Math.log(model.lateNanos()),
      Math.log(model.startNanos())
    };
  }

  /** From 1 ns to 1 s. */
  private static BatchModel model(double[] logs, double dispatchNanos) {
    return new BatchModel(
        bounded(logs[0]),
        bounded(logs[1]),
        bounded(logs[2]),
        bounded(logs[3]),
        bounded(logs[4]),
        dispatchNanos);
  }

  private static double bounded(double log) {
    return Math.exp(Math.clamp(log, 0, Math.log(1e9)));
  }
}
