package fanout.stats;

import fanout.results.BadResultException;
import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The pairs of entries of two files that belong together: those with the same key, by metric. */
final class Matching {
  private final ResultFile base;
  private final ResultFile candidate;
  private final Map<RowKey, ResultEntry> candidates;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<RowKey> onlyInBase = new ArrayList<>();
  private final List<RowKey> onlyInCandidate = new ArrayList<>();

  Matching(ResultFile base, ResultFile candidate) {
    this.base = base;
    this.candidate = candidate;
    Map<RowKey, ResultEntry> bases = byKey(base);
    this.candidates = byKey(candidate);
    bases.forEach(
        (key, entry) -> {
          ResultEntry other = candidates.get(key);
          if (other == null) {
            onlyInBase.add(key);
          } else {
            pairs.add(new Pair(entry, other));
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
  record Pair(ResultEntry base, ResultEntry candidate) {
    RowKey key() {
      return base.key();
    }
  }

  /** One metric of a pair; a side that lacks it is empty. */
  record Sides(Pair pair, Measure measure, Optional<Metric> base, Optional<Metric> candidate) {
    boolean isComplete() {
      return base.isPresent() && candidate.isPresent();
    }

    /** Returns the row that says which side lacks the metric. */
    Row missing() {
      String where =
          base.isPresent()
              ? "new lacks it"
              : candidate.isPresent() ? "base lacks it" : "neither side has it";
      return new Row(
          pair.key(),
          measure,
          side(base.or(() -> candidate), base.isPresent()),
          side(candidate.or(() -> base), candidate.isPresent()),
          Row.Effect.untested(Double.NaN),
          new Row.Finding(Verdict.MISSING, where, ""),
          List.of());
    }

    private static Row.Side side(Optional<Metric> metric, boolean isPresent) {
      double score = isPresent ? metric.orElseThrow().score() : Double.NaN;
      return new Row.Side(
          score, 0, Double.NaN, Double.NaN, metric.map(Metric::unit).orElse(MetricUnit.parse("-")));
    }
  }

  List<Pair> pairs() {
    return pairs;
  }

  /** Returns a metric of all pairs. */
  List<Sides> sides(Measure measure) {
    requireMetric(base, measure);
    requireMetric(candidate, measure);
    return pairs.stream().map(pair -> sides(pair, measure)).toList();
  }

  private Sides sides(Pair pair, Measure measure) {
    requireOneUnit(pair, measure, candidate);
    Optional<Metric> left = measure.of(pair.base);
    Optional<Metric> right = measure.of(pair.candidate);
    left.ifPresent(metric -> measure.floorIn(metric.unit())); // an unfit floor is told here, once
    return new Sides(pair, measure, left, right);
  }

  List<RowKey> onlyInBase() {
    return onlyInBase;
  }

  List<RowKey> onlyInCandidate() {
    return onlyInCandidate;
  }

  private static Map<RowKey, ResultEntry> byKey(ResultFile file) {
    Map<RowKey, ResultEntry> entries = new TreeMap<>();
    file.entries().forEach(entry -> entries.put(entry.key(), entry));
    return entries;
  }

  /** Checks a metric of a pair whose new side is in the given file. */
  static void requireOneUnit(Pair pair, Measure measure, ResultFile candidate) {
    Optional<MetricUnit> left = measure.of(pair.base).map(Metric::unit);
    Optional<MetricUnit> right = measure.of(pair.candidate).map(Metric::unit);
    if (left.isPresent() && right.isPresent() && !left.get().convertsTo(right.get())) {
      throw new BadResultException(
          candidate.path(),
          "%s: unit '%s' does not convert to '%s' of the base"
              .formatted(pair.key(), right.get().text(), left.get().text()));
    }
  }

  static void requireMetric(ResultFile file, Measure measure) {
    if (file.entries().stream().noneMatch(entry -> measure.of(entry).isPresent())) {
      throw new BadResultException(
          file.path(),
          "no entry has the metric '%s'; the first has %s"
              .formatted(measure.metric(), file.entries().getFirst().secondary().keySet()));
    }
  }
}
