package fanout.report;

import fanout.model.ModelFit.Observation;
import fanout.model.Scenario;
import fanout.model.ServiceTime;
import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The batches in results that a model of makespans can be fitted to, or checked against: by
 * strategy, and chunk where it is not one request.
 *
 * @param observations the batches with requests over a network
 * @param nullNanos by strategy, the least time a request without any exchange
 * @param driverNanos by strategy with processes of its own, the least that the driver needs for a
 *     request with all of its processors
 */
public record ModelRuns(
    Map<String, List<Observation>> observations,
    Map<String, Double> nullNanos,
    Map<String, Double> driverNanos) {
  private static final MetricUnit NANOSECONDS = MetricUnit.parse("ns/op");
  private static final String USUAL_CHUNK = "1";

  /** The name of the strategy that issues requests through members. */
  private static final String CLUSTER = "CLUSTER";

  /** Finds the batches in results, which should come from one machine. */
  public static ModelRuns of(List<ResultFile> files) {
    ModelRuns runs =
        new ModelRuns(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    for (ResultFile file : files) {
      file.entries().stream().filter(ModelRuns::isBatch).forEach(runs::add);
    }
    return runs;
  }

  /** Returns the dispatcher's time for a request: measured without exchanges, or 0. */
  public double dispatchNanos(String strategy) {
    return nullNanos.getOrDefault(strategy, 0.0);
  }

  /**
   * Returns what a driver with members needs for a request, at least: a cluster's own driver where
   * there is one, else that of worker processes, whose hand-over is cheaper.
   */
  public OptionalDouble memberDispatchNanos() {
    OptionalDouble cluster = leastDriverNanos(CLUSTER);
    return cluster.isPresent() ? cluster : leastDriverNanos("");
  }

  private OptionalDouble leastDriverNanos(String strategies) {
    return driverNanos.entrySet().stream()
        .filter(driver -> driver.getKey().startsWith(strategies))
        .mapToDouble(Map.Entry::getValue)
        .min();
  }

  private static boolean isBatch(ResultEntry entry) {
    return NANOSECONDS.convertsTo(entry.primary().unit())
        && isCount(entry, "requests")
        && isCount(entry, "concurrency")
        && entry.params().containsKey("strategy")
        && entry.primary().forkMeans().length > 0;
  }

  private void add(ResultEntry entry) {
    String strategy = label(entry);
    int requests = count(entry, "requests");
    double makespan = makespanNanos(entry);
    String exchange = entry.params().getOrDefault("exchange", "");
    if (exchange.equals("null")) {
      nullNanos.merge(strategy, makespan / requests, Math::min);
      return;
    }
    OptionalInt processors = processors(entry);
    if (!exchange.equals("okhttp") || processors.isEmpty()) {
      return;
    }
    int concurrency = strategy.equals(Summary.SINGLE_THREAD) ? 1 : count(entry, "concurrency");
    ServiceTime service = ServiceTime.parse(entry.params().getOrDefault("delay", "0"));
    observations
        .computeIfAbsent(strategy, fresh -> new ArrayList<>())
        .add(
            new Observation(
                new Scenario(requests, concurrency, 1, processors.getAsInt(), service), makespan));
    driver(entry)
        .ifPresent(
            micros -> driverNanos.merge(strategy, micros * 1e3 / processors.getAsInt(), Math::min));
  }

  /** Only where another process issues the requests is the driver's time that of dispatch. */
  private static OptionalDouble driver(ResultEntry entry) {
    boolean far =
        entry.metric(MetricName.CPU_WORKERS).map(metric -> metric.score() > 0).orElse(false);
    return far && entry.metric(MetricName.CPU_DRIVER).isPresent()
        ? OptionalDouble.of(entry.metric(MetricName.CPU_DRIVER).get().score())
        : OptionalDouble.empty();
  }

  private static double makespanNanos(ResultEntry entry) {
    return NANOSECONDS.convert(
        ForkMean.geometric(entry.primary().forks()).mean(), entry.primary().unit());
  }

  private static OptionalInt processors(ResultEntry entry) {
    int known =
        entry.environment().map(environment -> environment.path("processors").asInt(0)).orElse(0);
    return known > 0 ? OptionalInt.of(known) : OptionalInt.empty();
  }

  private static String label(ResultEntry entry) {
    String chunk = entry.params().getOrDefault("chunk", USUAL_CHUNK);
    String strategy = entry.params().getOrDefault("strategy", "?");
    return chunk.equals(USUAL_CHUNK) ? strategy : strategy + " chunk " + chunk;
  }

  private static int count(ResultEntry entry, String name) {
    return Integer.parseInt(entry.params().getOrDefault(name, "0"));
  }

  private static boolean isCount(ResultEntry entry, String name) {
    return entry.params().getOrDefault(name, "").matches("\\d{1,9}");
  }
}
