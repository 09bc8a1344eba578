package fanout.model;

import static fanout.model.AddedRows.NO_DELAY;
import static fanout.model.AddedRows.OKHTTP;

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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Whether the instrument is right, from contenders of the same forks to which known work was added:
 *
 * <ul>
 *   <li>A spin of x µs must cost x µs of processor time, and makespan as the operating point
 *       allows: x ÷ processors where these are full, x ÷ c where the slots are.
 *   <li>Wake-ups must cost the same in units of their price, which is what they cost the control;
 *       so must spins where processors idle, since there they bring about switches besides.
 *   <li>A lock has no prescribed slope but must cost the same outside and inside the exchange,
 *       where slot times cannot see it.
 *   <li>Removal: the slope of a spin, extrapolated over the processor time of hand-off, must meet
 *       the makespan that the control really takes, within 5 %.
 *   <li>A/A: the difference of two equals is within its interval in 95 % of forks.
 *   <li>Perturbation: what recording adds to requests that return at once is at most 1 % of one
 *       over HTTP.
 *   <li>Conservation: slot times close within 0.1 %.
 * </ul>
 *
 * @param checks in the order in which they are shown
 */
public record Calibration(List<Check> checks) {
  private static final double SPIN_TOLERANCE = 0.1;
  private static final double PERTURBATION_TOLERANCE = 0.01;
  private static final double CLOSURE_PERCENT = 0.1;

  /** Were all intervals right, so many differences outside theirs would be this rare. */
  private static final double RARE = 0.01;

  private static final double OUTSIDE_SHARE = 0.05;
  private static final String NULL = "null";

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
    for (String delay : delays(rows)) {
      new OperatingPoint(rows, delay).addTo(checks);
    }
    checks.add(
        Check.of(
            "null exchange: spin, CPU",
            ForkMean.ofForks(
                AddedRows.slopes(rows.added("spin", NO_DELAY, NULL, false), Figure.CPU)),
            Interval.around(1, SPIN_TOLERANCE),
            SPIN_TOLERANCE));
    checks.add(aa(rows));
    checks.add(perturbation(rows));
    checks.add(conservation(rows));
    return new Calibration(checks);
  }

  /** Tells whether entries are those of a calibration. */
  public static boolean isIn(List<ResultEntry> entries) {
    return !new AddedRows(entries).added("spin", NO_DELAY, OKHTTP, false).isEmpty();
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

  /**
   * Two copies of a contender that share their parameters otherwise, in all forks. Of intervals of
   * 95 % some may miss 0: as many as chance brings about in 99 of 100 calibrations. The usual one
   * is no equal of theirs: it is used for all additions, so its threads and connections are warmer,
   * by some 8 % where page tables are dear.
   */
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
      throw new IllegalArgumentException("a calibration needs a contender thrice, by -p copy");
    }
    int most =
        new BinomialDistribution(null, forks, OUTSIDE_SHARE).inverseCumulativeProbability(1 - RARE);
    return new Check(
        "A/A: forks whose interval has 0",
        new ForkMean(1 - (double) outside / forks, Double.NaN, Double.NaN, forks),
        new Interval(1 - (double) most / forks, 1),
        outside > most ? Verdict.FAILS : Verdict.HOLDS);
  }

  private static boolean isCopy(ResultEntry one, ResultEntry other) {
    String copy = Parameter.COPY.of(one);
    return !Parameter.COPY.isUsualIn(one)
        && copy.compareTo(Parameter.COPY.of(other)) < 0
        && one.paramsWithout(Parameter.COPY).equals(other.paramsWithout(Parameter.COPY));
  }

  private static boolean includesZero(List<Double> one, List<Double> other) {
    double[] differences =
        IntStream.range(0, Math.min(one.size(), other.size()))
            .mapToDouble(round -> one.get(round) - other.get(round))
            .toArray();
    return ForkMean.ofForks(differences).includes(0);
  }

  /** Recording costs too little to be seen in a batch over HTTP, which scatters by more. */
  private static Check perturbation(AddedRows rows) {
    ResultEntry off =
        rows.with(Map.of(Parameter.LEDGER, "off", Parameter.EXCHANGE, NULL))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no row with ledger=off"));
    String strategy = Parameter.STRATEGY.of(off);
    double[] with =
        rows.with(Map.of(Parameter.EXCHANGE, NULL, Parameter.STRATEGY, strategy))
            .filter(entry -> !Parameter.LEDGER.of(entry).equals("off"))
            .filter(
                entry ->
                    entry
                        .paramsWithout(Parameter.LEDGER)
                        .equals(off.paramsWithout(Parameter.LEDGER)))
            .findFirst()
            .map(Figure.MAKESPAN::of)
            .orElseThrow(() -> new IllegalArgumentException("no row like that with ledger=off"));
    double[] without = Figure.MAKESPAN.of(off);
    double[] request = AddedRows.meanOf(rows.plain(NO_DELAY, false), Figure.MAKESPAN);
    double[] more = AddedRows.paired(with, without, (one, other) -> one - other);
    double[] ratios = AddedRows.paired(more, request, (added, whole) -> 1 + added / whole);
    return Check.of(
        "recording on ÷ off, makespan",
        ForkMean.ofForks(ratios),
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
}
