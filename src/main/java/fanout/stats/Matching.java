package fanout.stats;

import fanout.results.BadResultException;
import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which entries of two files belong together: those with the same key and the wanted metric. */
final class Matching {
  private final List<Pair> pairs = new ArrayList<>();
  private final List<RowKey> onlyInBase = new ArrayList<>();
  private final List<RowKey> onlyInCandidate = new ArrayList<>();

  Matching(ResultFile base, ResultFile candidate, Optional<String> metric) {
    Map<RowKey, ResultEntry> bases = withMetric(base, metric);
    Map<RowKey, ResultEntry> candidates = withMetric(candidate, metric);
    bases.forEach(
        (key, entry) -> {
          ResultEntry other = candidates.get(key);
          if (other == null) {
            onlyInBase.add(key);
          } else {
            Metric left = metricOf(entry, metric).orElseThrow();
            Metric right = metricOf(other, metric).orElseThrow();
            checkUnits(candidate, key, left, right);
            pairs.add(new Pair(key, entry, other, left, right));
          }
        });
    candidates.keySet().stream()
        .filter(key -> !bases.containsKey(key))
        .forEach(onlyInCandidate::add);
    if (pairs.isEmpty()) {
      throw new BadResultException(
          candidate.path(),
          "has no benchmark in common with %s: there %s, here %s"
              .formatted(base.path(), onlyInBase.getFirst(), onlyInCandidate.getFirst()));
    }
  }

  /** Two entries that belong together. */
  record Pair(
      RowKey key,
      ResultEntry base,
      ResultEntry candidate,
      Metric baseMetric,
      Metric candidateMetric) {

    Trial trial(Criteria criteria) {
      Trial trial =
          Trial.independent(key, ForkSample.of(baseMetric), ForkSample.of(candidateMetric));
      return trial.with(RowChecks.of(trial, base, candidate, criteria));
    }
  }

  List<Pair> pairs() {
    return pairs;
  }

  List<RowKey> onlyInBase() {
    return onlyInBase;
  }

  List<RowKey> onlyInCandidate() {
    return onlyInCandidate;
  }

  private static Map<RowKey, ResultEntry> withMetric(ResultFile file, Optional<String> metric) {
    Map<RowKey, ResultEntry> entries = new TreeMap<>();
    for (ResultEntry entry : file.entries()) {
      if (metricOf(entry, metric).isPresent()) {
        entries.put(entry.key(), entry);
      }
    }
    if (entries.isEmpty()) {
      throw new BadResultException(
          file.path(),
          "no entry has the metric '%s'; the first has %s"
              .formatted(metric.orElse(""), file.entries().getFirst().secondary().keySet()));
    }
    return entries;
  }

  static Optional<Metric> metricOf(ResultEntry entry, Optional<String> metric) {
    return metric.isEmpty() ? Optional.of(entry.primary()) : entry.metric(metric.get());
  }

  private static void checkUnits(ResultFile file, RowKey key, Metric base, Metric candidate) {
    if (!base.unit().convertsTo(candidate.unit())) {
      throw new BadResultException(
          file.path(),
          "%s: unit '%s' does not convert to '%s' of the base"
              .formatted(key, candidate.unit().text(), base.unit().text()));
    }
  }
}
