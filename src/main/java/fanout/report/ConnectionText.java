package fanout.report;

import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cost of a new connection: the makespan of rows whose stub closed connections, less that of
 * the same row without, for each connection more.
 */
final class ConnectionText {
  private ConnectionText() {}

  /** Returns a sentence for each row whose stub closed connections beside one whose did not. */
  static List<String> sentences(Summary.Setting setting) {
    List<String> sentences = new ArrayList<>();
    for (Summary.Row row : setting.rows()) {
      plain(setting, row.entry())
          .flatMap(plain -> cost(row.entry(), plain, setting.requests()))
          .ifPresent(
              cost ->
                  sentences.add(
                      "%s: a new connection takes %s µs of makespan."
                          .formatted(row.strategy(), Figures.margin(cost))));
    }
    return sentences;
  }

  private static Optional<ResultEntry> plain(Summary.Setting setting, ResultEntry entry) {
    return isUnlimited(entry)
        ? Optional.empty()
        : setting.rows().stream()
            .map(Summary.Row::entry)
            .filter(other -> isUnlimited(other) && otherwise(other).equals(otherwise(entry)))
            .findFirst();
  }

  /** In files the usual value is left out. */
  private static boolean isUnlimited(ResultEntry entry) {
    String usual = Parameter.REQUESTS_PER_CONNECTION.usual();
    return Parameter.REQUESTS_PER_CONNECTION.of(entry).equals(usual);
  }

  private static Map<String, String> otherwise(ResultEntry entry) {
    Map<String, String> params = new TreeMap<>(entry.params());
    params.remove(Parameter.REQUESTS_PER_CONNECTION.key());
    return params;
  }

  /** Fork by fork: contenders took turns in the forks of one run. */
  private static Optional<ForkMean> cost(ResultEntry entry, ResultEntry plain, int requests) {
    double[] micros = entry.primary().forkMeansIn(MetricUnit.MICROSECONDS);
    double[] plainMicros = plain.primary().forkMeansIn(MetricUnit.MICROSECONDS);
    double[] opened = entry.forkMeans(MetricName.CONNECTIONS_NEW);
    double[] plainOpened = plain.forkMeans(MetricName.CONNECTIONS_NEW);
    double[] costs = new double[micros.length];
    if (plainMicros.length != costs.length
        || opened.length != costs.length
        || plainOpened.length != costs.length) {
      return Optional.empty();
    }
    for (int fork = 0; fork < costs.length; fork++) {
      double connections = requests * (opened[fork] - plainOpened[fork]);
      if (!(connections > 0)) {
        return Optional.empty();
      }
      costs[fork] = (micros[fork] - plainMicros[fork]) / connections;
    }
    return Optional.of(ForkMean.ofForks(costs));
  }
}
