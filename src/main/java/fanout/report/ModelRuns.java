package fanout.report;

import fanout.model.BatchModel.Scenario;
import fanout.model.Ladder;
import fanout.model.ModelFit.Observation;
import fanout.model.ServiceTime;
import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** The name of the strategy that issues requests through members. */
  private static final String CLUSTER = "CLUSTER";

  /** Finds the batches of at least a request in results, which should come from one machine. */
  public static ModelRuns of(List<ResultFile> files) {
    ModelRuns runs =
        new ModelRuns(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    for (ResultFile file : files) {
      file.entries().stream().filter(Sweeps::isContender).forEach(runs::add);
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

  private void add(ResultEntry entry) {
    String strategy = label(entry);
    int requests = entry.count(Parameter.REQUESTS).orElseThrow();
    double makespan =
        MetricUnit.NANOSECONDS.convert(
            Math.exp(
                Arrays.stream(entry.primary().forkMeans()).map(Math::log).average().orElseThrow()),
            entry.primary().unit());
    String exchange = entry.params().getOrDefault(Parameter.EXCHANGE.key(), "");
    if (exchange.equals("null")) {
      nullNanos.merge(strategy, makespan / requests, Math::min);
      return;
    }
    OptionalInt processors = entry.processors();
    if (!exchange.equals("okhttp") || processors.isEmpty()) {
      return;
    }
    int concurrency =
        strategy.equals(Ladder.SINGLE_THREAD)
            ? 1
            : entry.count(Parameter.CONCURRENCY).orElseThrow();
    ServiceTime service =
        ServiceTime.parse(entry.params().getOrDefault(Parameter.DELAY.key(), "0"));
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

  private static String label(ResultEntry entry) {
    String chunk = Parameter.CHUNK.of(entry);
    String strategy = Parameter.STRATEGY.of(entry);
    return Parameter.CHUNK.isUsualIn(entry) ? strategy : strategy + " chunk " + chunk;
  }
}
