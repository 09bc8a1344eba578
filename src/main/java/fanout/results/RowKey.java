package fanout.results;

import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What makes two results comparable: the same benchmark, mode, parameters and threads.
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
          .thenComparing(key -> key.params().toString())
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

  /** Returns the benchmark's class and method without the package. */
  public String simpleName() {
    int method = benchmark.lastIndexOf('.');
    int type = method < 0 ? -1 : benchmark.lastIndexOf('.', method - 1);
    return benchmark.substring(type + 1);
  }

  /** Returns the full name with parameters, mode and threads: unique within a file. */
  @Override
  public String toString() {
    return benchmark + suffix() + " [" + mode + "]";
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }

  private String suffix() {
    String named =
        params.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", ", " (", ")"));
    return (params.isEmpty() ? "" : named) + (threads > 1 ? " @" + threads + " threads" : "");
  }
}
