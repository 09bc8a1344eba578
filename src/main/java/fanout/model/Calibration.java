package fanout.model;

import fanout.model.AddedRows.Figure;
import fanout.model.Check.Verdict;
import fanout.results.MetricName;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import fanout.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Whether the instrument is right, from contenders of the same forks to which known work was added:
 *
 * <ul>
 *   <li>A spin of x µs must cost x µs of processor time, and makespan as the operating point
 *       allows: x ÷ processors where these are full, x ÷ c where the slots are.
 *   <li>Wake-ups must cost the same in units of their price, which an exchange that only waits
 *       shows.
 *   <li>A lock has no prescribed slope but must cost the same outside and inside the exchange,
 *       where slot times cannot see it.
 *   <li>Removal: the slope of a spin, extrapolated over the processor time of hand-off, must meet
 *       the makespan that the control really takes, within 5 %.
 *   <li>A/A: the difference of two equals is within its interval in 95 % of forks.
 *   <li>Perturbation: recording makes a batch at most 1 % longer.
 *   <li>Conservation: slot times close within 0.1 %.
 * </ul>
 *
 * @param checks in the order in which they are shown
 */
public record Calibration(List<Check> checks) {
  /**
   * From it on the processors are the limit and not the slots: the share of their time that client
   * and stub used. Without a delay they use nearly all, with one a fraction.
   */
  private static final double FULL_SHARE = 0.5;

  private static final double SPIN_TOLERANCE = 0.1;
  private static final double WAKE_TOLERANCE = 0.2;
  private static final double LOCK_TOLERANCE = 0.25;
  private static final double REMOVAL_TOLERANCE = 0.05;
  private static final double PERTURBATION_TOLERANCE = 0.01;
  private static final double CLOSURE_PERCENT = 0.1;

  /** Were all intervals right, so many differences outside theirs would be this rare. */
  private static final double RARE = 0.01;

  private static final double OUTSIDE_SHARE = 0.05;
  private static final String OKHTTP = "okhttp";
  private static final String NULL = "null";

  /** Its threads block as those of HTTP do; without that a wake-up costs a fifth less. */
  private static final String PARK = "park:2ms";

  private static final String NO_DELAY = "0";

  /** Copies the checks. */
  public Calibration {
    checks = List.copyOf(checks);
  }

  /**
   * Judges the instrument by the rows of {@code calibrate}.
   *
   * @param entries of one file
   * @throws IllegalArgumentException if they are not such rows, or some are missing
   */
  public static Calibration of(List<ResultEntry> entries) {
    AddedRows rows = new AddedRows(entries);
    if (!isIn(entries)) {
      throw new IllegalArgumentException("not a calibration: no row with addition=spin");
    }
    List<Check> checks = new ArrayList<>();
    double[] price = AddedRows.slopes(rows.added("wake", NO_DELAY, PARK), Figure.CPU);
    for (String delay : delays(rows)) {
      new OperatingPoint(rows, delay, price).addTo(checks);
    }
    checks.add(
        slope(
            "null exchange: spin, CPU",
            AddedRows.slopes(rows.added("spin", NO_DELAY, NULL), Figure.CPU),
            around(1, SPIN_TOLERANCE),
            SPIN_TOLERANCE));
    checks.add(aa(rows));
    checks.add(perturbation(rows));
    checks.add(conservation(rows));
    return new Calibration(checks);
  }

  /** Tells whether entries are those of a calibration. */
  public static boolean isIn(List<ResultEntry> entries) {
    return !new AddedRows(entries).added("spin", NO_DELAY, OKHTTP).isEmpty();
  }

  /** Returns the verdict: the worst of all. */
  public Verdict verdict() {
    return checks.stream()
        .map(Check::verdict)
        .max(Comparator.naturalOrder())
        .orElse(Verdict.UNCERTAIN);
  }

  private static List<String> delays(AddedRows rows) {
    return rows.with(Map.of(Parameter.EXCHANGE, OKHTTP))
        .filter(entry -> Parameter.ADDITION.of(entry).startsWith("spin:"))
        .map(Parameter.DELAY::of)
        .distinct()
        .toList();
  }

  /** The additions over HTTP at one service delay. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record OperatingPoint(AddedRows rows, String delay, double[] price) {
    void addTo(List<Check> checks) {
      double[] spinCpu = slopes("spin", Figure.CPU);
      double[] spinMakespan = slopes("spin", Figure.MAKESPAN);
      double share = 1 / bottleneck();
      add(checks, "spin, CPU", spinCpu, around(1, SPIN_TOLERANCE), SPIN_TOLERANCE);
      add(checks, "spin, makespan", spinMakespan, around(share, SPIN_TOLERANCE), SPIN_TOLERANCE);
      double[] wakeCpu = byFork(slopes("wake", Figure.CPU), price, (one, unit) -> one / unit);
      double[] wakeMakespan =
          byFork(slopes("wake", Figure.MAKESPAN), price, (one, unit) -> one / unit);
      add(checks, "wake, CPU ÷ price", wakeCpu, around(1, WAKE_TOLERANCE), WAKE_TOLERANCE);
      add(
          checks,
          "wake, makespan ÷ price",
          wakeMakespan,
          around(share, WAKE_TOLERANCE),
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
      checks.add(slope(point() + ": " + subject, found, allowed, tolerance));
    }

    private String point() {
      return delay.equals(NO_DELAY) ? "no delay" : delay;
    }

    private double[] slopes(String kind, Figure figure) {
      return AddedRows.slopes(rows.added(kind, delay, OKHTTP), figure);
    }

    /** Returns how many share an addition: the processors if these are full, else the slots. */
    private double bottleneck() {
      ResultEntry plain = strategyRows().getFirst();
      double makespan = mean(Figure.MAKESPAN.of(plain));
      double idle = mean(AddedRows.byFork(plain, MetricName.CPU_REST));
      double used =
          Stream.of(MetricName.CPU_CLIENT, MetricName.CPU_COMPILERS, MetricName.CPU_STUB)
              .mapToDouble(name -> mean(AddedRows.byFork(plain, name)))
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
      ForkMean difference = ForkMean.ofForks(byFork(inside, outside, (one, other) -> one - other));
      Verdict verdict =
          !(margin <= 2 * LOCK_TOLERANCE)
              ? Verdict.UNCERTAIN
              : Math.abs(difference.mean()) <= margin ? Verdict.HOLDS : Verdict.FAILS;
      String of = figure == Figure.CPU ? "CPU" : "makespan";
      return new Check(
          point() + ": lock, in − out, " + of, difference, new Interval(-margin, margin), verdict);
    }

    private Check removal(double[] spinMakespan, double[] spinCpu) {
      double[] makespan = meanOfRows(strategyRows(), Figure.MAKESPAN);
      double[] cpu = meanOfRows(strategyRows(), Figure.CPU);
      double[] controlMakespan = meanOfRows(controlRows(), Figure.MAKESPAN);
      double[] controlCpu = meanOfRows(controlRows(), Figure.CPU);
      double[] error = new double[makespan.length];
      for (int fork = 0; fork < error.length; fork++) {
        double removed = (cpu[fork] - controlCpu[fork]) * spinMakespan[fork] / spinCpu[fork];
        error[fork] = (makespan[fork] - removed - controlMakespan[fork]) / makespan[fork];
      }
      return slope(
          point() + ": predicted − control, ÷ W",
          error,
          around(0, REMOVAL_TOLERANCE),
          REMOVAL_TOLERANCE);
    }

    private List<ResultEntry> strategyRows() {
      return rows.plain(strategy(), delay, OKHTTP);
    }

    private String strategy() {
      return Parameter.STRATEGY.of(rows.added("spin", delay, OKHTTP).getFirst());
    }

    /** The rows of the point that are not the strategy's. */
    private List<ResultEntry> controlRows() {
      String control =
          rows.with(Map.of(Parameter.DELAY, delay, Parameter.EXCHANGE, OKHTTP))
              .map(Parameter.STRATEGY::of)
              .filter(Ladder::isControl)
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no control at delay " + delay));
      return rows.plain(control, delay, OKHTTP);
    }
  }

  /** Two copies of a contender that share their parameters otherwise, in all forks. */
  private static Check aa(AddedRows rows) {
    int forks = 0;
    int outside = 0;
    List<ResultEntry> entries = rows.entries();
    for (ResultEntry one : entries) {
      for (ResultEntry other : entries) {
        if (isCopy(one, other)) {
          List<List<Double>> first = one.rounds().orElseThrow().makespansUs();
          List<List<Double>> second = other.rounds().orElseThrow().makespansUs();
          for (int fork = 0; fork < first.size(); fork++) {
            forks++;
            outside += includesZero(first.get(fork), second.get(fork)) ? 0 : 1;
          }
        }
      }
    }
    if (forks == 0) {
      throw new IllegalArgumentException("a calibration needs a contender twice, by -p copy");
    }
    double share = 1 - (double) outside / forks;
    double chance =
        1 - new BinomialDistribution(null, forks, OUTSIDE_SHARE).cumulativeProbability(outside - 1);
    return new Check(
        "A/A: forks whose interval has 0",
        new ForkMean(share, Double.NaN, Double.NaN, forks),
        new Interval(1 - OUTSIDE_SHARE, 1),
        chance < RARE ? Verdict.FAILS : Verdict.HOLDS);
  }

  private static boolean isCopy(ResultEntry one, ResultEntry other) {
    return Parameter.COPY.of(one).equals(Parameter.COPY.usual())
        && !Parameter.COPY.of(other).equals(Parameter.COPY.usual())
        && withoutCopy(one).equals(withoutCopy(other));
  }

  private static Map<String, String> withoutCopy(ResultEntry entry) {
    Map<String, String> params = new HashMap<>(entry.params());
    params.remove(Parameter.COPY.key());
    return params;
  }

  private static boolean includesZero(List<Double> one, List<Double> other) {
    double[] differences =
        IntStream.range(0, Math.min(one.size(), other.size()))
            .mapToDouble(round -> one.get(round) - other.get(round))
            .toArray();
    ForkMean difference = ForkMean.ofForks(differences);
    return difference.low() <= 0 && 0 <= difference.high();
  }

  private static Check perturbation(AddedRows rows) {
    ResultEntry off =
        rows.with(Map.of(Parameter.LEDGER, "off"))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no row with ledger=off"));
    List<ResultEntry> recorded =
        rows.plain(Parameter.STRATEGY.of(off), Parameter.DELAY.of(off), OKHTTP);
    double[] ratios =
        byFork(
            meanOfRows(recorded, Figure.MAKESPAN),
            Figure.MAKESPAN.of(off),
            (with, without) -> with / without);
    return slope(
        "recording on ÷ off, makespan",
        ratios,
        new Interval(0, 1 + PERTURBATION_TOLERANCE),
        PERTURBATION_TOLERANCE);
  }

  private static Check conservation(AddedRows rows) {
    double worst =
        rows.entries().stream()
            .filter(entry -> entry.metric(MetricName.LEDGER_CLOSURE_ERROR).isPresent())
            .flatMapToDouble(
                entry -> Arrays.stream(AddedRows.byFork(entry, MetricName.LEDGER_CLOSURE_ERROR)))
            .max()
            .orElse(Double.NaN);
    return new Check(
        "slot times: what is not booked, %",
        new ForkMean(worst, Double.NaN, Double.NaN, 1),
        new Interval(0, CLOSURE_PERCENT),
        worst <= CLOSURE_PERCENT ? Verdict.HOLDS : Verdict.FAILS);
  }

  private static Check slope(String subject, double[] found, Interval allowed, double tolerance) {
    return Check.of(subject, ForkMean.ofForks(found), allowed, tolerance);
  }

  private static Interval around(double expected, double tolerance) {
    return new Interval(expected - tolerance, expected + tolerance);
  }

  private static double[] byFork(double[] one, double[] other, DoubleBinaryOperator operator) {
    double[] values = new double[one.length];
    Arrays.setAll(values, fork -> operator.applyAsDouble(one[fork], other[fork]));
    return values;
  }

  private static double[] meanOfRows(List<ResultEntry> entries, Figure figure) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a row of the calibration is missing");
    }
    double[] sum = new double[figure.of(entries.getFirst()).length];
    entries.forEach(
        entry -> {
          double[] values = figure.of(entry);
          Arrays.setAll(sum, fork -> sum[fork] + values[fork] / entries.size());
        });
    return sum;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
