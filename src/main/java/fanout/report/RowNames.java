package fanout.report;

import fanout.results.Parameter;
import fanout.results.RowKey;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            ? new RowKey(key.benchmark(), key.mode(), new TreeMap<>(), 1)
                    .toString()
                    .replaceFirst(" \\[[^]]*]$", "")
                + label.substring(key.simpleName().length())
            : label;
    return withMode ? named + ", " + key.mode() : named;
  }

  /** Returns what all rows share, empty if that is nothing. */
  public String common() {
    return common;
  }

  /** Returns the values of the parameters that tell rows apart, the strategy first. */
  String params(RowKey key) {
    Stream<String> others =
        key.params().entrySet().stream()
            .filter(param -> !shared.contains(param.getKey()))
            .filter(param -> !param.getKey().equals(Parameter.STRATEGY.key()))
            .map(param -> param.getKey() + "=" + param.getValue());
    String strategy = key.params().getOrDefault(Parameter.STRATEGY.key(), "");
    return RowKey.visible(
        Stream.concat(Stream.of(strategy), others).collect(Collectors.joining(" ")).strip());
  }
}
