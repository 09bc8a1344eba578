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
    /** Returns the new side's key: the base's too, unless a parameter tells the sides apart. */
    RowKey key() {
      return candidate.key();
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
    return pairs.stream().map(pair -> sides(pair, measure, candidate)).toList();
  }

  List<RowKey> onlyInBase() {
    return onlyInBase;
  }

  List<RowKey> onlyInCandidate() {
    return onlyInCandidate;
  }

  static Map<RowKey, ResultEntry> byKey(ResultFile file) {
    Map<RowKey, ResultEntry> entries = new TreeMap<>();
    file.entries().forEach(entry -> entries.put(entry.key(), entry));
    return entries;
  }

  /** Returns a metric of a pair whose new side is in the given file. */
  static Sides sides(Pair pair, Measure measure, ResultFile candidate) {
    Optional<Metric> left = measure.of(pair.base);
    Optional<Metric> right = measure.of(pair.candidate);
    if (left.isPresent() && right.isPresent()) {
      MetricUnit unit = left.get().unit();
      MetricUnit other = right.get().unit();
      if (!unit.convertsTo(other)) {
        throw new BadResultException(
            candidate.path(),
            "%s: unit '%s' does not convert to '%s' of the base"
                .formatted(pair.key(), other.text(), unit.text()));
      }
    }
    left.ifPresent(metric -> measure.floorIn(metric.unit())); // an unfit floor is told here, once
    return new Sides(pair, measure, left, right);
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
