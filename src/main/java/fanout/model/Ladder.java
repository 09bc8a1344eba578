package fanout.model;

import fanout.model.LadderRow.Terms;
import fanout.results.Metric;
import fanout.results.MetricName;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ladder of controls: what a batch costs, taken apart by contenders of the same forks from
 * which something has been left out. With W for a contender's makespan ÷ N, or its client's CPU
 * time ÷ N:
 *
 * <pre>
 * platform threads: W = W(ORACLE_THREADS) + sharing + hand-off
 *                   sharing  = W(ORACLE_SHARED) − W(ORACLE_THREADS)
 *                   hand-off = W − W(ORACLE_SHARED)
 * virtual threads:  W = W(ORACLE_SHARED) + vehicle + hand-off
 *                   vehicle  = W(ORACLE_VIRTUAL) − W(ORACLE_SHARED)
 *                   hand-off = W − W(ORACLE_VIRTUAL)
 * processes:        W = W(ORACLE_THREADS) + vehicle + hand-off
 *                   vehicle  = W(ORACLE_PROCESSES) − W(ORACLE_THREADS)
 *                   hand-off = W − W(ORACLE_PROCESSES)
 * synchronization = sharing + hand-off
 * </pre>
 *
 * <p>It closes by construction. Each term is the mean over forks of a difference within a fork,
 * with Student's 95 % interval; a negative one stays as it is. With one fork there are figures
 * without intervals.
 *
 * @param rows one a contender, in the order of the file
 */
public record Ladder(List<LadderRow> rows) {
  /** The strategy that others' speed-up refers to. */
  public static final String SINGLE_THREAD = "SINGLE_THREAD";

  /** The controls beside the strategies of a vehicle. */
  private enum Controls {
    PLATFORM_THREADS("ORACLE_THREADS", "ORACLE_SHARED"),
    VIRTUAL_THREADS("ORACLE_SHARED", "ORACLE_VIRTUAL"),
    PROCESSES("ORACLE_THREADS", "ORACLE_PROCESSES");

    /** Without synchronization and on the usual vehicle. */
    private final String base;

    /** As the strategy, but without hand-off. */
    private final String withoutHandOff;

    Controls(String base, String withoutHandOff) {
      this.base = base;
      this.withoutHandOff = withoutHandOff;
    }

    static Optional<Controls> of(String vehicle) {
      return Arrays.stream(values()).filter(each -> each.name().equals(vehicle)).findFirst();
    }
  }

  /**
   * Takes apart all rows whose contenders took turns.
   *
   * @param entries of one file; entries without rounds, or without strategy and N, are passed over
   * @return one ladder for each group of rows that agree in all but the strategy, in file order
   */
  public static List<Ladder> of(List<ResultEntry> entries) {
    Map<List<Object>, List<ResultEntry>> groups = new LinkedHashMap<>();
    for (ResultEntry entry : entries) {
      if (isContender(entry)) {
        String group = entry.rounds().orElseThrow().group();
        List<Object> key =
            List.of(
                group,
                entry.benchmark(),
                entry.key().mode(),
                entry.paramsWithout(Parameter.STRATEGY));
        groups.computeIfAbsent(key, fresh -> new ArrayList<>()).add(entry);
      }
    }
    return groups.values().stream().map(Ladder::ladder).toList();
  }

  /** Tells whether a strategy is a control. */
  public static boolean isControl(String strategy) {
    return Arrays.stream(Controls.values())
        .anyMatch(each -> each.base.equals(strategy) || each.withoutHandOff.equals(strategy));
  }

  private static boolean isContender(ResultEntry entry) {
    return entry.rounds().isPresent()
        && entry.params().containsKey(Parameter.STRATEGY.key())
        && entry.count(Parameter.REQUESTS).orElse(0) > 0;
  }

  private static Ladder ladder(List<ResultEntry> entries) {
    Map<String, ResultEntry> byStrategy = new LinkedHashMap<>();
    entries.forEach(entry -> byStrategy.put(Parameter.STRATEGY.of(entry), entry));
    List<LadderRow> rows = new ArrayList<>();
    for (ResultEntry entry : entries) {
      rows.add(row(entry, byStrategy));
    }
    return new Ladder(rows);
  }

  private static LadderRow row(ResultEntry entry, Map<String, ResultEntry> beside) {
    Optional<Controls> controls = Controls.of(entry.rounds().orElseThrow().vehicle());
    String strategy = Parameter.STRATEGY.of(entry);
    if (isControl(strategy)) {
      controls = Optional.empty();
    }
    Function<ResultEntry, Optional<double[]>> makespan = each -> Optional.of(each.makespanMicros());
    return new LadderRow(
        entry,
        ForkMean.ofPositive(entry.rounds().orElseThrow().forkMeansMillis()),
        speedUp(entry, beside.get(SINGLE_THREAD)),
        controls.flatMap(named -> terms(named, entry, beside, makespan)),
        controls.flatMap(named -> terms(named, entry, beside, Ladder::cpuMicros)),
        controls.map(named -> missing(named, beside)).orElse(List.of()));
  }

  private static List<String> missing(Controls controls, Map<String, ResultEntry> beside) {
    return List.of(controls.base, controls.withoutHandOff).stream()
        .filter(control -> !beside.containsKey(control))
        .toList();
  }

  private static Optional<Terms> terms(
      Controls controls,
      ResultEntry entry,
      Map<String, ResultEntry> beside,
      Function<ResultEntry, Optional<double[]>> figure) {
    Optional<double[]> whole = figure.apply(entry);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    Optional<double[]> base = Optional.ofNullable(beside.get(controls.base)).flatMap(figure);
    Optional<double[]> control =
        Optional.ofNullable(beside.get(controls.withoutHandOff)).flatMap(figure);
    Optional<ForkMean> between = control.flatMap(more -> base.flatMap(less -> minus(more, less)));
    Optional<ForkMean> handOff = control.flatMap(less -> minus(whole.get(), less));
    boolean isSharing = controls == Controls.PLATFORM_THREADS;
    return Optional.of(
        new Terms(
            ForkMean.ofForks(whole.get()),
            base.map(ForkMean::ofForks),
            isSharing ? between : Optional.empty(),
            isSharing ? Optional.empty() : between,
            handOff,
            isSharing ? base.flatMap(less -> minus(whole.get(), less)) : handOff));
  }

  /** Empty where the forks are not the same ones. */
  private static Optional<ForkMean> minus(double[] more, double[] less) {
    return ForkMean.paired(more, less, (one, other) -> one - other).map(ForkMean::ofForks);
  }

  private static Optional<ForkMean> speedUp(ResultEntry entry, @Nullable ResultEntry single) {
    return single == null
        ? Optional.empty()
        : ForkMean.paired(
                single.rounds().orElseThrow().forkMeansUs(),
                entry.rounds().orElseThrow().forkMeansUs(),
                (one, other) -> one / other)
            .map(ForkMean::ofPositive);
  }

  private static Optional<double[]> cpuMicros(ResultEntry entry) {
    return entry.metric(MetricName.CPU_CLIENT).map(Metric::forkMeans);
  }
}
