package fanout.report;

import fanout.TimeSpan;
import fanout.model.Ladder;
import fanout.model.Metg;
import fanout.model.UslFit;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The findings of a result's sweeps. A sweep is rows of contenders that agree in all parameters but
 * one: the length of a request, the concurrency, the requests of a batch, or whether times are
 * recorded.
 *
 * @param granularities one for each strategy and kind of request that was swept
 * @param scalabilities one for each strategy that was swept
 * @param growths one for each strategy whose batches were swept
 * @param recordings one for each strategy with and without recording
 */
public record Sweeps(
    List<Granularity> granularities,
    List<Scalability> scalabilities,
    List<Growth> growths,
    List<Recording> recordings) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  /** Fewer concurrencies, or sizes of batches, are settings side by side and no sweep. */
  private static final int LEAST_POINTS = 4;

  /**
   * A strategy's METG(50 %).
   *
   * @param strategy the strategy's name
   * @param kind spin or park
   * @param forks the points of each fork's sweep
   * @param metg what was found, or why nothing was
   */
  public record Granularity(
      String strategy, String kind, List<List<Metg.Point>> forks, Metg metg) {}

  /**
   * A strategy's scalability.
   *
   * @param strategy the strategy's name
   * @param delay the stub's service delay
   * @param points one for each fork at each concurrency, in requests a second
   * @param fit what was found, in requests a second, or why nothing was
   */
  public record Scalability(String strategy, String delay, List<UslFit.Point> points, UslFit fit) {}

  /**
   * A strategy's time for a request as batches grow.
   *
   * @param strategy the strategy's name and its exchange
   * @param microsByRequests makespan ÷ requests in µs, over forks, by the requests of a batch
   */
  public record Growth(String strategy, SortedMap<Integer, ForkMean> microsByRequests) {}

  /**
   * The cost of recording for a strategy.
   *
   * @param strategy the strategy's name
   * @param median the median over forks of makespan with ÷ makespan without recording
   * @param mean the mean over forks of the same
   */
  public record Recording(String strategy, double median, ForkMean mean) {}

  /** Finds the sweeps in a result; none in a result of other benchmarks. */
  public static Sweeps of(ResultFile file) {
    return new Sweeps(granularities(file), scalabilities(file), growths(file), recordings(file));
  }

  /** Returns the rows that agree in all but one parameter, by what they agree in. */
  private static List<List<ResultEntry>> swept(
      ResultFile file, Parameter parameter, Predicate<ResultEntry> filter) {
    Map<List<Object>, List<ResultEntry>> groups = new LinkedHashMap<>();
    for (ResultEntry entry : file.entries()) {
      if (isContender(entry) && filter.test(entry)) {
        Map<String, String> rest = new TreeMap<>(entry.params());
        String value = rest.remove(parameter.key());
        String kind =
            parameter == Parameter.EXCHANGE ? kind(value == null ? "" : value) : parameter.key();
        groups
            .computeIfAbsent(
                List.of(entry.benchmark(), entry.key().mode(), rest, kind),
                fresh -> new ArrayList<>())
            .add(entry);
      }
    }
    return groups.values().stream().filter(group -> group.size() > 1).toList();
  }

  /** Tells whether an entry is a contender that was measured. */
  static boolean isContender(ResultEntry entry) {
    return MetricUnit.NANOSECONDS.convertsTo(entry.primary().unit())
        && entry.primary().forkMeans().length > 0
        && entry.params().containsKey(Parameter.STRATEGY.key())
        && entry.count(Parameter.REQUESTS).orElse(0) > 0
        && entry.count(Parameter.CONCURRENCY).orElse(0) > 0;
  }

  private static List<Granularity> granularities(ResultFile file) {
    List<Granularity> found = new ArrayList<>();
    for (List<ResultEntry> entries :
        swept(file, Parameter.EXCHANGE, entry -> lengthNanos(entry) > 0)) {
      int processors = processors(entries);
      List<List<Metg.Point>> forks = new ArrayList<>();
      for (int fork = 0; processors > 0 && fork < forks(entries); fork++) {
        List<Metg.Point> sweep = new ArrayList<>();
        for (ResultEntry entry : entries) {
          double ideal = lengthNanos(entry) * requests(entry) / parallelism(entry, processors);
          sweep.add(new Metg.Point(lengthNanos(entry), ideal / nanos(entry)[fork]));
        }
        forks.add(sweep);
      }
      Metg metg =
          forks.isEmpty()
              ? new Metg.NotReached(
                  "not reached: the result does not say how many processors it had")
              : Metg.of(forks);
      ResultEntry first = entries.getFirst();
      found.add(
          new Granularity(
              Parameter.STRATEGY.of(first), kind(Parameter.EXCHANGE.of(first)), forks, metg));
    }
    return found;
  }

  private static List<Scalability> scalabilities(ResultFile file) {
    List<Scalability> found = new ArrayList<>();
    for (List<ResultEntry> entries : swept(file, Parameter.CONCURRENCY, entry -> true)) {
      List<List<UslFit.Point>> forks = new ArrayList<>();
      for (int fork = 0; fork < forks(entries); fork++) {
        List<UslFit.Point> sweep = new ArrayList<>();
        for (ResultEntry entry : entries) {
          double throughput = requests(entry) / nanos(entry)[fork] * NANOS_PER_SECOND;
          sweep.add(new UslFit.Point(slots(entry), throughput));
        }
        forks.add(sweep);
      }
      if (entries.size() >= LEAST_POINTS) {
        found.add(
            new Scalability(
                name(entries),
                Parameter.DELAY.of(entries.getFirst()),
                forks.stream().flatMap(List::stream).toList(),
                UslFit.of(forks)));
      }
    }
    return found;
  }

  private static List<Growth> growths(ResultFile file) {
    List<Growth> found = new ArrayList<>();
    for (List<ResultEntry> entries : swept(file, Parameter.REQUESTS, entry -> true)) {
      SortedMap<Integer, ForkMean> micros = new TreeMap<>();
      for (ResultEntry entry : entries) {
        double each = 1 / (NANOS_PER_MICRO * requests(entry));
        micros.put((int) requests(entry), ForkMean.ofPositive(nanos(entry)).times(each));
      }
      if (micros.size() >= LEAST_POINTS) {
        found.add(new Growth(name(entries), micros));
      }
    }
    return found;
  }

  private static List<Recording> recordings(ResultFile file) {
    List<Recording> found = new ArrayList<>();
    for (List<ResultEntry> entries : swept(file, Parameter.LEDGER, entry -> true)) {
      Map<String, double[]> byKeeping = new TreeMap<>();
      entries.forEach(entry -> byKeeping.put(Parameter.LEDGER.of(entry), nanos(entry)));
      double[] with = byKeeping.get(Parameter.LEDGER.usual());
      double[] without = byKeeping.get("off");
      if (with != null && without != null) {
        String strategy = Parameter.STRATEGY.of(entries.getFirst());
        ForkMean.paired(with, without, (on, off) -> on / off)
            .map(ratios -> new Recording(strategy, median(ratios), ForkMean.ofPositive(ratios)))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static double median(double[] values) {
    return StatUtils.percentile(values, 50);
  }

  private static String name(List<ResultEntry> entries) {
    ResultEntry first = entries.getFirst();
    return Parameter.STRATEGY.of(first) + ", " + Parameter.EXCHANGE.of(first);
  }

  private static int forks(List<ResultEntry> entries) {
    return entries.stream()
        .mapToInt(entry -> entry.primary().forkMeans().length)
        .min()
        .orElseThrow();
  }

  private static double[] nanos(ResultEntry entry) {
    return entry.primary().forkMeansIn(MetricUnit.NANOSECONDS);
  }

  private static int processors(List<ResultEntry> entries) {
    return entries.stream()
        .flatMapToInt(entry -> entry.processors().stream())
        .findFirst()
        .orElse(0);
  }

  /** Spinning slots share the processors; parked ones do not need them. */
  private static double parallelism(ResultEntry entry, int processors) {
    return kind(Parameter.EXCHANGE.of(entry)).equals("spin")
        ? Math.min(slots(entry), processors)
        : slots(entry);
  }

  private static double slots(ResultEntry entry) {
    return Parameter.STRATEGY.of(entry).equals(Ladder.SINGLE_THREAD)
        ? 1
        : entry.count(Parameter.CONCURRENCY).orElseThrow();
  }

  private static double requests(ResultEntry entry) {
    return entry.count(Parameter.REQUESTS).orElseThrow();
  }

  private static double lengthNanos(ResultEntry entry) {
    String exchange = Parameter.EXCHANGE.of(entry);
    return exchange.matches("(spin|park):.*")
        ? TimeSpan.parse(exchange.substring(exchange.indexOf(':') + 1)).toNanos()
        : 0;
  }

  private static String kind(String exchange) {
    return exchange.replaceAll(":.*", "");
  }
}
