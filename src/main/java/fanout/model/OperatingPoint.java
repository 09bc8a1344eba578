package fanout.model;

import fanout.model.AddedRows.Figure;
import fanout.model.Check.Verdict;
import fanout.results.MetricName;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import fanout.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;

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
  private static final double PRICED_TOLERANCE = 0.2;
  private static final double LOCK_TOLERANCE = 0.25;
  private static final double REMOVAL_TOLERANCE = 0.05;

  /** Adds a check for each kind of addition, then that of removal. */
  void addTo(List<Check> checks) {
    double[] spinCpu = slopes("spin", Figure.CPU);
    double[] spinMakespan = slopes("spin", Figure.MAKESPAN);
    double share = 1 / bottleneck();
    if (isFull()) {
      add(checks, "spin, CPU", spinCpu, 1, SPIN_TOLERANCE);
    } else {
      add(checks, "spin, CPU ÷ price", over(spinCpu, price("spin")), 1, PRICED_TOLERANCE);
    }
    add(checks, "spin, makespan", spinMakespan, share, SPIN_TOLERANCE);
    double[] price = price("wake");
    double[] wakeMakespan = over(slopes("wake", Figure.MAKESPAN), price);
    add(checks, "wake, CPU ÷ price", over(slopes("wake", Figure.CPU), price), 1, PRICED_TOLERANCE);
    add(checks, "wake, makespan ÷ price", wakeMakespan, share, PRICED_TOLERANCE);
    Interval ofLock = new Interval(share - SPIN_TOLERANCE, 1 + SPIN_TOLERANCE);
    add(checks, "lock, makespan", slopes("lock", Figure.MAKESPAN), ofLock, LOCK_TOLERANCE);
    for (Figure figure : Figure.values()) {
      checks.add(sameInside(figure));
    }
    checks.add(removal(spinMakespan, spinCpu));
  }

  private void add(
      List<Check> checks, String subject, double[] found, double wanted, double tolerance) {
    add(checks, subject, found, Interval.around(wanted, tolerance), tolerance);
  }

  private void add(
      List<Check> checks, String subject, double[] found, Interval allowed, double tolerance) {
    checks.add(Check.of(point() + ": " + subject, ForkMean.ofForks(found), allowed, tolerance));
  }

  /**
   * Returns what an addition costs the control, in microseconds of processor time: the same threads
   * between the same server's turns. Alone it is cheaper. Where processors are full it is makespan
   * times processors, since the control leaves them idle from one thread's sleep to the next one's
   * wake, which no clock of a process counts and the strategy's other slots fill. Where they are
   * not, a spin has a price too: each makes threads wake one by one that woke together, and the
   * switches that this takes, the stub's too, are no part of its amount.
   */
  private double[] price(String kind) {
    List<ResultEntry> added = rows.added(kind, delay, AddedRows.OKHTTP, true);
    if (!isFull()) {
      return slopes(added, control(), Figure.CPU);
    }
    double processors = bottleneck();
    return Arrays.stream(slopes(added, control(), Figure.MAKESPAN))
        .map(makespan -> makespan * processors)
        .toArray();
  }

  private String point() {
    return delay.equals(AddedRows.NO_DELAY) ? "no delay" : delay;
  }

  private double[] slopes(String kind, Figure figure) {
    return slopes(rows.added(kind, delay, AddedRows.OKHTTP, false), strategy(), figure);
  }

  /** Nothing is one of the amounts. */
  private static double[] slopes(List<ResultEntry> added, List<ResultEntry> plain, Figure figure) {
    return AddedRows.slopes(
        Stream.concat(plain.stream(), added.stream()).distinct().toList(), figure);
  }

  /** Tells whether the processors are the limit, and not the slots. */
  private boolean isFull() {
    ResultEntry plain = strategy().getFirst();
    return used(plain) > FULL_SHARE * (used(plain) + idle(plain));
  }

  /** Returns how many share an addition: the processors if these are full, else the slots. */
  private double bottleneck() {
    ResultEntry plain = strategy().getFirst();
    return isFull()
        ? Math.rint((used(plain) + idle(plain)) / StatUtils.mean(Figure.MAKESPAN.of(plain)))
        : Double.parseDouble(Parameter.CONCURRENCY.of(plain));
  }

  private static double used(ResultEntry entry) {
    return Stream.of(MetricName.CPU_CLIENT, MetricName.CPU_COMPILERS, MetricName.CPU_STUB)
        .mapToDouble(name -> StatUtils.mean(AddedRows.byFork(entry, name)))
        .sum();
  }

  private static double idle(ResultEntry entry) {
    return StatUtils.mean(AddedRows.byFork(entry, MetricName.CPU_REST));
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
    double[] makespan = AddedRows.meanOf(strategy(), Figure.MAKESPAN);
    double[] cpu = AddedRows.meanOf(strategy(), Figure.CPU);
    double[] controlMakespan = AddedRows.meanOf(control(), Figure.MAKESPAN);
    double[] controlCpu = AddedRows.meanOf(control(), Figure.CPU);
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

  private List<ResultEntry> strategy() {
    return rows.plain(delay, false);
  }

  private List<ResultEntry> control() {
    return rows.plain(delay, true);
  }

  private static double[] over(double[] values, double[] units) {
    return AddedRows.paired(values, units, (value, unit) -> value / unit);
  }
}
