package fanout.results;

import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The identity by which two results are comparable: the same benchmark, mode, parameters and
 * threads.
 *
 * @param benchmark full name of the benchmark method
 * @param mode JMH's short name of the mode: {@code thrpt}, {@code avgt}, {@code sample}, {@code ss}
 * @param params parameters by name; empty if the benchmark has none
 * @param threads threads that ran the benchmark, 1 where the file does not say
 */
public record RowKey(String benchmark, String mode, SortedMap<String, String> params, int threads)
    implements Comparable<RowKey> {
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::benchmark)
          .thenComparing(RowKey::params, RowKey::compareParams)
          .thenComparing(RowKey::mode)
          .thenComparingInt(RowKey::threads);

  /** Copies the parameters. */
  public RowKey {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
  }

  /**
   * Returns the last two parts of the benchmark's name, the class and the method, then the
   * parameters in parentheses, then the threads if there is more than one.
   */
  public String label() {
    return simpleName() + suffix();
  }

  /** Returns the same row without some of the parameters. */
  public RowKey without(Set<String> names) {
    SortedMap<String, String> rest = new TreeMap<>(params);
    rest.keySet().removeAll(names);
    return new RowKey(benchmark, mode, rest, threads);
  }

  /** Returns some of the parameters in words, such as {@code delay=0, requests=1000}. */
  public String named(Set<String> names) {
    SortedMap<String, String> some = new TreeMap<>(params);
    some.keySet().retainAll(names);
    return visible(joined(some, ", "));
  }

  /** Returns parameters as a file has them, such as {@code delay=0,requests=1000}. */
  public static String joined(Map<String, String> params, String between) {
    return params.entrySet().stream()
        .map(param -> param.getKey() + "=" + param.getValue())
        .collect(Collectors.joining(between));
  }

  /** Returns the benchmark's class and method without the package. */
  public String simpleName() {
    int method = benchmark.lastIndexOf('.');
    int type = method < 0 ? -1 : benchmark.lastIndexOf('.', method - 1);
    return visible(benchmark.substring(type + 1));
  }

  /** Returns the full name with parameters, mode and threads: unique within a file. */
  @Override
  public String toString() {
    return visible(benchmark) + suffix() + " [" + visible(mode) + "]";
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }

  /** By name and value, one after the other: values may hold whatever separates them in print. */
  private static int compareParams(SortedMap<String, String> one, SortedMap<String, String> two) {
    Iterator<Map.Entry<String, String>> others = two.entrySet().iterator();
    for (Map.Entry<String, String> param : one.entrySet()) {
      if (!others.hasNext()) {
        return 1;
      }
      Map.Entry<String, String> other = others.next();
      int byName = param.getKey().compareTo(other.getKey());
      int order = byName == 0 ? param.getValue().compareTo(other.getValue()) : byName;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  /** Returns a text from a file so that no line break or escape sequence in it acts. */
  public static String visible(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.chars()
            .mapToObj(
                c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
            .collect(Collectors.joining());
  }

  private String suffix() {
    String named = params.isEmpty() ? "" : " (" + named(params.keySet()) + ")";
    return named + (threads > 1 ? " @" + threads + " threads" : "");
  }
}
