package fanout.report;

import fanout.TimeSpan;
import fanout.model.Metg;
import fanout.model.UslFit;
import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * What the sweeps of a result say: granularity over request lengths, scalability over
 * concurrencies.
 *
 * @param granularities one for each strategy and kind of request that was swept
 * @param scalabilities one for each strategy that was swept
 * @param recordings one for each strategy with and without recording
 */
public record Sweeps(
    List<Granularity> granularities, List<Scalability> scalabilities, List<Recording> recordings) {
  private static final String GRANULARITY = "GranularityBenchmark.";
  private static final String SCALABILITY = "ScalabilityBenchmark.";
  private static final MetricUnit NANOSECONDS = MetricUnit.parse("ns/op");
  private static final double NANOS_PER_SECOND = 1e9;

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
   * What recording costs a strategy.
   *
   * @param strategy the strategy's name
   * @param median the median over forks of makespan with ÷ makespan without recording
   * @param mean the mean over forks of the same
   */
  public record Recording(String strategy, double median, ForkMean mean) {}

  /** One fork's makespan of a variant, in nanoseconds. */
  private record ForkTime(ResultEntry entry, int fork, double nanos) {}

  /** Finds the sweeps in a result; none in a result of other benchmarks. */
  public static Sweeps of(ResultFile file) {
    return new Sweeps(granularities(file), scalabilities(file), recordings(file));
  }

  private static List<Granularity> granularities(ResultFile file) {
    Map<List<String>, List<ResultEntry>> groups = new LinkedHashMap<>();
    for (ResultEntry entry : file.entries()) {
      if (entry.benchmark().contains(GRANULARITY) && isTimed(entry) && lengthNanos(entry) > 0) {
        List<String> group = settings(entry, "exchange");
        group.add(exchange(entry).get(0));
        groups.computeIfAbsent(group, fresh -> new ArrayList<>()).add(entry);
      }
    }
    List<Granularity> found = new ArrayList<>();
    for (List<ResultEntry> entries : groups.values()) {
      ResultEntry first = entries.get(0);
      OptionalInt processors = processors(entries);
      List<List<Metg.Point>> forks =
          processors.isPresent() ? points(entries, processors.getAsInt()) : List.of();
      Metg metg = metg(forks);
      found.add(
          new Granularity(label(first, groups.values()), exchange(first).get(0), forks, metg));
    }
    return found;
  }

  /** What all points of one curve must share: everything but the parameter that is swept. */
  private static List<String> settings(ResultEntry entry, String swept) {
    List<String> settings = new ArrayList<>(List.of(entry.benchmark(), entry.key().mode()));
    entry
        .params()
        .forEach(
            (name, value) -> {
              if (!name.equals(swept)) {
                settings.add(name + "=" + value);
              }
            });
    return settings;
  }

  /** The strategy, with N and c where the result has several. */
  private static String label(ResultEntry entry, Collection<List<ResultEntry>> groups) {
    boolean several =
        groups.stream()
                .map(group -> param(group.get(0), "requests") + param(group.get(0), "concurrency"))
                .distinct()
                .count()
            > 1;
    String strategy = param(entry, "strategy");
    return several
        ? strategy + " N=" + param(entry, "requests") + " c=" + param(entry, "concurrency")
        : strategy;
  }

  private static OptionalInt processors(List<ResultEntry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.environment().stream())
        .mapToInt(environment -> environment.path("processors").asInt(0))
        .filter(processors -> processors > 0)
        .findFirst();
  }

  private static Metg metg(List<List<Metg.Point>> forks) {
    if (forks.isEmpty()) {
      return new Metg.NotReached("not reached: the result does not say how many processors it had");
    }
    int lengths = forks.stream().mapToInt(List::size).min().orElseThrow();
    if (lengths < 2) {
      return new Metg.NotReached(
          "not reached: METG needs at least 2 request lengths, had " + lengths);
    }
    return Metg.of(forks);
  }

  private static List<List<Metg.Point>> points(List<ResultEntry> entries, int processors) {
    Map<Integer, List<Metg.Point>> byFork = new LinkedHashMap<>();
    for (ForkTime time : forkTimes(entries)) {
      double length = lengthNanos(time.entry());
      double ideal = length * requests(time.entry()) / parallelism(time.entry(), processors);
      byFork
          .computeIfAbsent(time.fork(), fresh -> new ArrayList<>())
          .add(new Metg.Point(length, ideal / time.nanos()));
    }
    return byFork.values().stream().map(List::copyOf).toList();
  }

  private static List<Scalability> scalabilities(ResultFile file) {
    Map<List<String>, List<ResultEntry>> groups = new LinkedHashMap<>();
    for (ResultEntry entry : file.entries()) {
      if (entry.benchmark().contains(SCALABILITY) && isTimed(entry)) {
        groups
            .computeIfAbsent(settings(entry, "concurrency"), fresh -> new ArrayList<>())
            .add(entry);
      }
    }
    List<Scalability> found = new ArrayList<>();
    for (List<ResultEntry> entries : groups.values()) {
      ResultEntry first = entries.get(0);
      String strategy = param(first, "strategy") + ", " + param(first, "exchange");
      List<UslFit.Point> points = throughputs(entries);
      found.add(new Scalability(strategy, param(first, "delay"), points, UslFit.of(points)));
    }
    return found;
  }

  private static List<UslFit.Point> throughputs(List<ResultEntry> entries) {
    List<UslFit.Point> points = new ArrayList<>();
    for (ForkTime time : forkTimes(entries)) {
      double concurrency = Double.parseDouble(param(time.entry(), "concurrency"));
      double throughput = requests(time.entry()) / time.nanos() * NANOS_PER_SECOND;
      points.add(new UslFit.Point(concurrency, throughput));
    }
    return points;
  }

  private static List<Recording> recordings(ResultFile file) {
    List<Recording> found = new ArrayList<>();
    for (ResultEntry entry : file.entries()) {
      entry
          .metric("recording.ratio")
          .map(Metric::forks)
          .ifPresent(
              forks ->
                  found.add(
                      new Recording(
                          param(entry, "strategy"), medianOfForks(forks), ForkMean.of(forks))));
    }
    return found;
  }

  private static double medianOfForks(double[][] forks) {
    double[] means =
        Arrays.stream(forks)
            .mapToDouble(fork -> Arrays.stream(fork).average().orElse(Double.NaN))
            .toArray();
    return new Median().evaluate(means);
  }

  private static List<ForkTime> forkTimes(List<ResultEntry> entries) {
    List<ForkTime> times = new ArrayList<>();
    for (ResultEntry entry : entries) {
      double[][] forks = entry.primary().forks();
      for (int fork = 0; fork < forks.length; fork++) {
        double mean = Arrays.stream(forks[fork]).average().orElse(Double.NaN);
        times.add(new ForkTime(entry, fork, NANOSECONDS.convert(mean, entry.primary().unit())));
      }
    }
    return times;
  }

  private static boolean isTimed(ResultEntry entry) {
    return NANOSECONDS.convertsTo(entry.primary().unit());
  }

  /** Spinning slots share the processors; parked ones do not need them. */
  private static double parallelism(ResultEntry entry, int processors) {
    int concurrency =
        param(entry, "strategy").equals(Summary.SINGLE_THREAD)
            ? 1
            : Integer.parseInt(param(entry, "concurrency"));
    return exchange(entry).get(0).equals("spin") ? Math.min(concurrency, processors) : concurrency;
  }

  private static double requests(ResultEntry entry) {
    return Double.parseDouble(param(entry, "requests"));
  }

  private static double lengthNanos(ResultEntry entry) {
    return TimeSpan.parse(exchange(entry).get(1)).toNanos();
  }

  private static List<String> exchange(ResultEntry entry) {
    String exchange = param(entry, "exchange");
    int colon = exchange.indexOf(':');
    return colon < 0
        ? List.of(exchange, "0")
        : List.of(exchange.substring(0, colon), exchange.substring(colon + 1));
  }

  private static String param(ResultEntry entry, String name) {
    return entry.params().getOrDefault(name, "?");
  }
}
