package fanout.model;

import fanout.model.AddedRows.Figure;
import fanout.model.Check.Verdict;
import fanout.results.MetricName;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import fanout.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The additions over HTTP at one service delay, to a strategy and to its control.
 *
 * @param rows those of the calibration
 * @param delay of the point
 */
record OperatingPoint(AddedRows rows, String delay) {
  /**
   * From it on the processors are the limit and not the slots: the share of their time that client
   * and stub used. Without a delay they use nearly all, with one a fraction.
   */
  private static final double FULL_SHARE = 0.5;

  private static final double SPIN_TOLERANCE = 0.1;
  private static final double WAKE_TOLERANCE = 0.2;
  private static final double LOCK_TOLERANCE = 0.25;
  private static final double REMOVAL_TOLERANCE = 0.05;

  /** Adds a check for each kind of addition, then that of removal. */
  void addTo(List<Check> checks) {
    double[] spinCpu = slopes("spin", Figure.CPU);
    double[] spinMakespan = slopes("spin", Figure.MAKESPAN);
    double share = 1 / bottleneck();
    add(checks, "spin, CPU", spinCpu, Interval.around(1, SPIN_TOLERANCE), SPIN_TOLERANCE);
    add(
        checks,
        "spin, makespan",
        spinMakespan,
        Interval.around(share, SPIN_TOLERANCE),
        SPIN_TOLERANCE);
    double[] wakeCpu = inPrices(slopes("wake", Figure.CPU));
    double[] wakeMakespan = inPrices(slopes("wake", Figure.MAKESPAN));
    add(checks, "wake, CPU ÷ price", wakeCpu, Interval.around(1, WAKE_TOLERANCE), WAKE_TOLERANCE);
    add(
        checks,
        "wake, makespan ÷ price",
        wakeMakespan,
        Interval.around(share, WAKE_TOLERANCE),
        WAKE_TOLERANCE);
    Interval ofLock = new Interval(share - SPIN_TOLERANCE, 1 + SPIN_TOLERANCE);
    add(checks, "lock, makespan", slopes("lock", Figure.MAKESPAN), ofLock, LOCK_TOLERANCE);
    for (Figure figure : Figure.values()) {
      checks.add(sameInside(figure));
    }
    checks.add(removal(spinMakespan, spinCpu));
  }

  private void add(
      List<Check> checks, String subject, double[] found, Interval allowed, double tolerance) {
    checks.add(Check.of(point() + ": " + subject, ForkMean.ofForks(found), allowed, tolerance));
  }

  /**
   * Divides by what a wake-up costs the control without a delay: the same threads between the same
   * server's turns. Alone, where nobody takes the processor in between, it is a quarter cheaper.
   */
  private double[] inPrices(double[] wakeUps) {
    double[] price =
        AddedRows.slopes(
            rows.addedToControl("wake", AddedRows.NO_DELAY, AddedRows.OKHTTP), Figure.CPU);
    return AddedRows.paired(wakeUps, price, (one, unit) -> one / unit);
  }

  private String point() {
    return delay.equals(AddedRows.NO_DELAY) ? "no delay" : delay;
  }

  private double[] slopes(String kind, Figure figure) {
    return AddedRows.slopes(rows.added(kind, delay, AddedRows.OKHTTP), figure);
  }

  /** Returns how many share an addition: the processors if these are full, else the slots. */
  private double bottleneck() {
    ResultEntry plain = strategyRows().getFirst();
    double makespan = AddedRows.mean(Figure.MAKESPAN.of(plain));
    double idle = AddedRows.mean(AddedRows.byFork(plain, MetricName.CPU_REST));
    double used =
        Stream.of(MetricName.CPU_CLIENT, MetricName.CPU_COMPILERS, MetricName.CPU_STUB)
            .mapToDouble(name -> AddedRows.mean(AddedRows.byFork(plain, name)))
            .sum();
    double processors = (used + idle) / makespan;
    return used > FULL_SHARE * (used + idle)
        ? Math.rint(processors)
        : Double.parseDouble(Parameter.CONCURRENCY.of(plain));
  }

  /** Their difference must be within the intervals of both, which must not be too long. */
  private Check sameInside(Figure figure) {
    double[] outside = slopes("lock", figure);
    double[] inside = slopes("lock-inside", figure);
    double margin = ForkMean.ofForks(outside).halfWidth() + ForkMean.ofForks(inside).halfWidth();
    ForkMean difference =
        ForkMean.ofForks(AddedRows.paired(inside, outside, (one, other) -> one - other));
    Verdict verdict =
        !(margin <= 2 * LOCK_TOLERANCE)
            ? Verdict.UNCERTAIN
            : Math.abs(difference.mean()) <= margin ? Verdict.HOLDS : Verdict.FAILS;
    String of = figure == Figure.CPU ? "CPU" : "makespan";
    return new Check(
        point() + ": lock, in − out, " + of, difference, new Interval(-margin, margin), verdict);
  }

  private Check removal(double[] spinMakespan, double[] spinCpu) {
    double[] makespan = AddedRows.meanOfRows(strategyRows(), Figure.MAKESPAN);
    double[] cpu = AddedRows.meanOfRows(strategyRows(), Figure.CPU);
    double[] controlMakespan = AddedRows.meanOfRows(controlRows(), Figure.MAKESPAN);
    double[] controlCpu = AddedRows.meanOfRows(controlRows(), Figure.CPU);
    double[] error = new double[makespan.length];
    for (int fork = 0; fork < error.length; fork++) {
      double removed = (cpu[fork] - controlCpu[fork]) * spinMakespan[fork] / spinCpu[fork];
      error[fork] = (makespan[fork] - removed - controlMakespan[fork]) / makespan[fork];
    }
    return Check.of(
        point() + ": predicted − control, ÷ W",
        ForkMean.ofForks(error),
        Interval.around(0, REMOVAL_TOLERANCE),
        REMOVAL_TOLERANCE);
  }

  private List<ResultEntry> strategyRows() {
    return rows.plain(strategy(), delay, AddedRows.OKHTTP);
  }

  private String strategy() {
    return Parameter.STRATEGY.of(rows.added("spin", delay, AddedRows.OKHTTP).getFirst());
  }

  /** The rows of the point that are not the strategy's. */
  private List<ResultEntry> controlRows() {
    String control =
        rows.with(Map.of(Parameter.DELAY, delay, Parameter.EXCHANGE, AddedRows.OKHTTP))
            .map(Parameter.STRATEGY::of)
            .filter(Ladder::isControl)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no control at delay " + delay));
    return rows.plain(control, delay, AddedRows.OKHTTP);
  }
}
