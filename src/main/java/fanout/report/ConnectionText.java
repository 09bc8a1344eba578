package fanout.report;

import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    return Parameter.REQUESTS_PER_CONNECTION.isUsualIn(entry)
        ? Optional.empty()
        : setting.rows().stream()
            .map(Summary.Row::entry)
            .filter(
                other ->
                    Parameter.REQUESTS_PER_CONNECTION.isUsualIn(other)
                        && other
                            .paramsWithout(Parameter.REQUESTS_PER_CONNECTION)
                            .equals(entry.paramsWithout(Parameter.REQUESTS_PER_CONNECTION)))
            .findFirst();
  }

  /** Fork by fork: contenders took turns in the forks of one run. */
  private static Optional<ForkMean> cost(ResultEntry entry, ResultEntry plain, int requests) {
    Optional<double[]> opened =
        minus(
                entry.forkMeans(MetricName.CONNECTIONS_NEW),
                plain.forkMeans(MetricName.CONNECTIONS_NEW))
            .filter(shares -> Arrays.stream(shares).allMatch(share -> share > 0));
    return minus(
            entry.primary().forkMeansIn(MetricUnit.MICROSECONDS),
            plain.primary().forkMeansIn(MetricUnit.MICROSECONDS))
        .flatMap(
            micros ->
                opened.flatMap(
                    shares ->
                        ForkMean.paired(
                            micros, shares, (cost, share) -> cost / (requests * share))))
        .map(ForkMean::ofForks);
  }

  private static Optional<double[]> minus(double[] more, double[] less) {
    return ForkMean.paired(more, less, (one, other) -> one - other);
  }
}
