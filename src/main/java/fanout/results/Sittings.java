package fanout.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Entries of one benchmark from several sittings. On one JVM their forks are pooled; entries of
 * different JVMs become rows of their own, told apart by a parameter {@value #JVM}.
 */
final class Sittings {
  private static final String JVM = "jvm";

  private Sittings() {}

  /**
   * Pools entries with the same key.
   *
   * @param path names the file in an error
   * @throws BadResultException if units of one benchmark do not convert
   */
  static List<ResultEntry> pooled(Path path, List<ResultEntry> entries) {
    Map<RowKey, List<ResultEntry>> byKey = new LinkedHashMap<>();
    entries.forEach(
        entry -> byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry));
    return byKey.values().stream().flatMap(same -> byJvm(path, same)).toList();
  }

  private static Stream<ResultEntry> byJvm(Path path, List<ResultEntry> same) {
    Map<String, List<ResultEntry>> byJvm = new LinkedHashMap<>();
    same.forEach(
        entry -> byJvm.computeIfAbsent(nameOf(entry.jvm()), jvm -> new ArrayList<>()).add(entry));
    return byJvm.size() == 1
        ? Stream.of(pool(path, same))
        : byJvm.entrySet().stream()
            .map(jvm -> pool(path, jvm.getValue()).withParam(JVM, jvm.getKey()));
  }

  private static String nameOf(ResultEntry.Jvm jvm) {
    String release = jvm.jdkVersion().isEmpty() ? jvm.path() : jvm.jdkVersion();
    return (release + " " + jvm.name() + " " + String.join(" ", jvm.args())).strip();
  }

  private static ResultEntry pool(Path path, List<ResultEntry> same) {
    ResultEntry first = same.getFirst();
    if (same.size() == 1) {
      return first;
    }
    SortedMap<String, Metric> secondary = new TreeMap<>();
    for (String name : first.secondary().keySet()) {
      List<Metric> metrics = same.stream().flatMap(entry -> entry.metric(name).stream()).toList();
      if (metrics.size() == same.size()) {
        secondary.put(name, pool(path, first.key(), metrics));
      }
    }
    return new ResultEntry(
        first.key(),
        first.settings(),
        first.jvm(),
        pool(path, first.key(), same.stream().map(ResultEntry::primary).toList()),
        secondary,
        pool(same.stream().map(ResultEntry::own).toList()));
  }

  private static Metric pool(Path path, RowKey key, List<Metric> metrics) {
    MetricUnit unit = metrics.getFirst().unit();
    for (Metric metric : metrics) {
      if (!metric.unit().equals(unit)) {
        throw new BadResultException(
            path,
            "%s: units '%s' and '%s' in two sittings"
                .formatted(key, unit.text(), metric.unit().text()));
      }
    }
    return new Metric(
        metrics.stream().mapToDouble(Metric::score).average().orElse(Double.NaN),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        unit,
        metrics.stream().flatMap(metric -> metric.rawData().stream()).toList(),
        metrics.stream().flatMap(metric -> metric.histogram().stream()).toList());
  }

  private static ResultEntry.Own pool(List<ResultEntry.Own> own) {
    ResultEntry.Own first = own.getFirst();
    Map<String, Histogram> histograms = new TreeMap<>();
    for (ResultEntry.Own each : own) {
      each.histograms()
          .forEach(
              (name, histogram) -> {
                Histogram sum = histograms.computeIfAbsent(name, key -> new Histogram(3));
                sum.setAutoResize(true);
                sum.add(histogram);
              });
    }
    boolean allHaveRounds = own.stream().allMatch(each -> each.rounds().isPresent());
    Optional<Rounds> rounds =
        first
            .rounds()
            .filter(found -> allHaveRounds)
            .map(
                found ->
                    new Rounds(
                        found.group(),
                        found.vehicle(),
                        own.stream()
                            .flatMap(each -> each.rounds().stream())
                            .flatMap(each -> each.makespansUs().stream())
                            .toList()));
    return new ResultEntry.Own(first.environment(), rounds, histograms, first.sample());
  }
}
