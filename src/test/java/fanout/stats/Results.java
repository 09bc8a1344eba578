package fanout.stats;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Result files made by hand. */
final class Results {
  private static final ResultEntry.Settings SETTINGS =
      new ResultEntry.Settings(5, 5, "1 s", 1, "1 s", 1);
  static final ResultEntry.Jvm JVM =
      new ResultEntry.Jvm("1.37", "java", List.of(), "25", "OpenJDK", "25+36");

  private static final ResultEntry.Own NOTHING =
      new ResultEntry.Own(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

  /** Blocks all that is not shown to pass. */
  static final Gate.Policy STRICT = new Gate.Policy(Gate.FailOn.NOT_SHOWN, false, key -> false);

  private Results() {}

  static ResultFile file(String name, ResultEntry... entries) {
    return new ResultFile(Path.of(name), List.of(entries));
  }

  /** The fork values of a metric that has no floor. */
  static ForkSample sample(Metric metric) {
    return ForkSample.of(metric, Measure.of(Measure.TIME, 0));
  }

  /** An average-time entry with one iteration a fork. */
  static ResultEntry entry(String benchmark, double... forks) {
    return entry(benchmark, "avgt", metric("ns/op", forks));
  }

  static ResultEntry entry(String benchmark, String mode, Metric metric) {
    RowKey key = new RowKey("org.acme." + benchmark, mode, new TreeMap<>(), 1);
    return new ResultEntry(key, SETTINGS, JVM, metric, new TreeMap<>(), NOTHING);
  }

  static ResultEntry withParam(ResultEntry entry, String name, String value) {
    SortedMap<String, String> params = new TreeMap<>(entry.params());
    params.put(name, value);
    RowKey key = new RowKey(entry.benchmark(), entry.key().mode(), params, entry.key().threads());
    return new ResultEntry(
        key, entry.settings(), entry.jvm(), entry.primary(), entry.secondary(), NOTHING);
  }

  static ResultEntry withMetric(ResultEntry entry, String name, Metric metric) {
    SortedMap<String, Metric> secondary = new TreeMap<>(entry.secondary());
    secondary.put(name, metric);
    return new ResultEntry(
        entry.key(), entry.settings(), entry.jvm(), entry.primary(), secondary, NOTHING);
  }

  static ResultEntry withJvm(ResultEntry entry, ResultEntry.Jvm jvm) {
    return new ResultEntry(
        entry.key(), entry.settings(), jvm, entry.primary(), entry.secondary(), NOTHING);
  }

  static ResultEntry withSettings(ResultEntry entry, ResultEntry.Settings settings) {
    return new ResultEntry(
        entry.key(), settings, entry.jvm(), entry.primary(), entry.secondary(), NOTHING);
  }

  /** An entry to which the forks of a further sitting were added. */
  static ResultEntry pooled(ResultEntry first, ResultEntry further) {
    return new ResultEntry(
        first.key(),
        first.settings(),
        first.jvm(),
        first.primary(),
        first.secondary(),
        first.own(),
        further.conditions());
  }

  /** A metric with one iteration a fork. */
  static Metric metric(String unit, double... forks) {
    return metric(unit, DoubleStream.of(forks).mapToObj(List::of).toList());
  }

  static Metric metric(String unit, List<List<Double>> forks) {
    double score =
        forks.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).average().orElse(1);
    return new Metric(score, 0, MetricUnit.parse(unit), forks, List.of());
  }
}
