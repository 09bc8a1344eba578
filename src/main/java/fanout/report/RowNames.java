package fanout.report;

import fanout.results.Parameter;
import fanout.results.RowKey;
import fanout.stats.Measure;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names that tell rows apart, however many parameters all of them share: with as much of package
 * and mode as it takes.
 */
public final class RowNames {
  private final Set<String> shared = new TreeSet<>();
  private final String common;
  private final boolean withMode;
  private final boolean withPackage;

  /**
   * Finds what the rows share.
   *
   * @param keys the rows; of a single one nothing is left out
   */
  public RowNames(List<RowKey> keys) {
    if (keys.size() > 1) {
      RowKey first = keys.getFirst();
      shared.addAll(first.params().keySet());
      shared.removeIf(
          name ->
              keys.stream()
                  .map(key -> key.params().get(name))
                  .anyMatch(value -> !Objects.equals(value, first.params().get(name))));
    }
    common = shared.isEmpty() ? "" : keys.getFirst().named(shared);
    withMode = keys.stream().map(RowKey::mode).distinct().count() > 1;
    withPackage =
        keys.stream().map(RowKey::simpleName).distinct().count()
            < keys.stream().map(RowKey::benchmark).distinct().count();
  }

  /** Returns a row's name without what all share. */
  public String of(RowKey key) {
    String label = key.without(shared).label();
    String named =
        withPackage
            ? RowKey.visible(key.benchmark()) + label.substring(key.simpleName().length())
            : label;
    return withMode ? named + ", " + key.mode() : named;
  }

  /** Returns the same with the metric, where it is not the benchmark's own score. */
  public String of(RowKey key, Measure measure) {
    return of(key) + (measure.isScore() ? "" : " " + measure.metric());
  }

  /** Returns what all rows share, empty if that is nothing. */
  public String common() {
    return common;
  }

  /** Returns the values of the parameters that tell rows apart, the strategy first. */
  String params(RowKey key) {
    String strategy = key.params().getOrDefault(Parameter.STRATEGY.key(), "");
    RowKey others = key.without(shared).without(Set.of(Parameter.STRATEGY.key()));
    return RowKey.visible((strategy + " " + RowKey.joined(others.params(), " ")).strip());
  }
}
