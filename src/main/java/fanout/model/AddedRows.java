package fanout.model;

import fanout.TimeSpan;
import fanout.results.Metric;
import fanout.results.MetricName;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The rows of a calibration: contenders of the same forks, some of which had known work added to
 * each request.
 *
 * @param entries those with rounds and a number of requests
 */
record AddedRows(List<ResultEntry> entries) {
  /** The fewest different amounts that a slope may rest on. */
  static final int LEAST_AMOUNTS = 5;

  static final String OKHTTP = "okhttp";
  static final String NO_DELAY = "0";
  private static final double NANOS_PER_MICRO = 1000;

  private static final List<String> NOTHING =
      List.of(Parameter.ADDITION.usual(), "wake:0", "spin:0");

  /** Keeps what a calibration can use. */
  AddedRows {
    entries =
        entries.stream()
            .filter(entry -> entry.rounds().isPresent())
            .filter(entry -> entry.count(Parameter.REQUESTS).orElse(0) > 0)
            .toList();
  }

  /** A figure of one contender, one value a fork, in microseconds a request. */
  enum Figure {
    MAKESPAN,
    CPU;

    double[] of(ResultEntry entry) {
      return switch (this) {
        case MAKESPAN -> entry.makespanMicros();
        case CPU -> byFork(entry, MetricName.CPU_CLIENT);
      };
    }
  }

  static double[] byFork(ResultEntry entry, MetricName name) {
    Metric metric =
        entry
            .metric(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a calibration needs " + name.key() + ", which this platform lacks"));
    return metric.forkMeans();
  }

  /** Returns the rows with the given parameters, in the order of the file. */
  Stream<ResultEntry> with(Map<Parameter, String> wanted) {
    return entries.stream()
        .filter(
            entry ->
                wanted.entrySet().stream()
                    .allMatch(each -> each.getKey().of(entry).equals(each.getValue())));
  }

  /**
   * Returns the rows of an operating point to which one kind of work was added.
   *
   * @param control whether those of the control are meant
   */
  List<ResultEntry> added(String kind, String delay, String exchange, boolean control) {
    return at(delay, exchange, control)
        .filter(entry -> Parameter.ADDITION.of(entry).startsWith(kind + ":"))
        .toList();
  }

  /**
   * Returns the rows over HTTP to which nothing was added, or nothing of wake-ups and spins; a lock
   * that nobody holds is taken still.
   *
   * @param control whether those of the control are meant
   * @throws IllegalArgumentException if there is none
   */
  List<ResultEntry> plain(String delay, boolean control) {
    List<ResultEntry> plain =
        at(delay, OKHTTP, control)
            .filter(entry -> NOTHING.contains(Parameter.ADDITION.of(entry)))
            .filter(Parameter.COPY::isUsualIn)
            .filter(Parameter.LEDGER::isUsualIn)
            .toList();
    if (plain.isEmpty()) {
      throw new IllegalArgumentException(
          "a calibration needs a %s without addition at delay %s"
              .formatted(control ? "control" : "strategy", delay));
    }
    return plain;
  }

  /** Returns the means over rows, one a fork. */
  static double[] meanOf(List<ResultEntry> entries, Figure figure) {
    double[] sum =
        entries.stream()
            .map(figure::of)
            .reduce((one, other) -> paired(one, other, Double::sum))
            .orElseThrow();
    return Arrays.stream(sum).map(value -> value / entries.size()).toArray();
  }

  private Stream<ResultEntry> at(String delay, String exchange, boolean control) {
    return with(Map.of(Parameter.DELAY, delay, Parameter.EXCHANGE, exchange))
        .filter(entry -> Ladder.isControl(Parameter.STRATEGY.of(entry)) == control);
  }

  /**
   * Fits a straight line through the contenders of each fork.
   *
   * @param added contenders with different amounts; none is an amount of 0
   * @return one slope a fork: microseconds for each microsecond added, or for each wake-up
   * @throws IllegalArgumentException if there are fewer than 5 amounts, or forks differ in number
   */
  static double[] slopes(List<ResultEntry> added, Figure figure) {
    long amounts = added.stream().mapToDouble(AddedRows::amount).distinct().count();
    if (amounts < LEAST_AMOUNTS) {
      throw new IllegalArgumentException(
          "a standard addition needs at least %d different amounts, had %d"
              .formatted(LEAST_AMOUNTS, amounts));
    }
    List<double[]> values = added.stream().map(figure::of).toList();
    int forks = values.getFirst().length;
    if (values.stream().anyMatch(value -> value.length != forks)) {
      throw new IllegalArgumentException("all rows of a calibration must have the same forks");
    }
    double[] slopes = new double[forks];
    for (int fork = 0; fork < forks; fork++) {
      SimpleRegression line = new SimpleRegression();
      for (int row = 0; row < added.size(); row++) {
        line.addData(amount(added.get(row)), values.get(row)[fork]);
      }
      slopes[fork] = line.getSlope();
    }
    return slopes;
  }

  /** Returns the wake-ups, or the microseconds, that were added to each request. */
  private static double amount(ResultEntry entry) {
    if (Parameter.ADDITION.isUsualIn(entry)) {
      return 0;
    }
    String[] parts = Parameter.ADDITION.of(entry).split(":", 2);
    return parts[0].equals("wake")
        ? Double.parseDouble(parts[1])
        : TimeSpan.parse(parts[1]).toNanos() / NANOS_PER_MICRO;
  }

  /**
   * Combines two figures fork by fork.
   *
   * @throws IllegalArgumentException if their forks differ in number
   */
  static double[] paired(double[] one, double[] other, DoubleBinaryOperator operator) {
    return ForkMean.paired(one, other, operator)
        .orElseThrow(
            () ->
                new IllegalArgumentException("all rows of a calibration must have the same forks"));
  }
}
