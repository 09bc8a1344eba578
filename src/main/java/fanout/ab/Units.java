package fanout.ab;

import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The benchmarks that run in blocks of their own: those that both sides have.
 *
 * @param all at least one
 * @param onlyInA benchmarks that are not run, since B lacks them
 * @param onlyInB benchmarks that are not run, since A lacks them
 */
public record Units(List<Unit> all, List<RowKey> onlyInA, List<RowKey> onlyInB) {
  /** All that the commands run. */
  static final Unit WHOLE = new Unit("", List.of());

  /** Copies the lists. */
  public Units {
    all = List.copyOf(all);
    onlyInA = List.copyOf(onlyInA);
    onlyInB = List.copyOf(onlyInB);
  }

  /**
   * One of them.
   *
   * @param name the benchmark's; empty for all that the commands run
   * @param options of JMH that select it from what the commands run
   */
  public record Unit(String name, List<String> options) {
    /** Copies the options. */
    public Unit {
      options = List.copyOf(options);
    }
  }

  /** Returns the one unit of commands that run as they are. */
  public static Units whole() {
    return new Units(List.of(WHOLE), List.of(), List.of());
  }

  /**
   * Makes units of what the commands list.
   *
   * @param a the base's benchmarks; empty if its command lists none
   * @param b those of the new side
   * @throws IllegalArgumentException if they have none in common
   */
  static Units listed(List<String> a, List<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return whole();
    }
    List<String> both = a.stream().filter(b::contains).toList();
    if (both.isEmpty()) {
      throw new IllegalArgumentException(
          "A and B have no benchmark in common: A has %s, B has %s"
              .formatted(a.getFirst(), b.getFirst()));
    }
    boolean isOne = a.size() == 1 && b.size() == 1;
    return new Units(
        isOne
            ? List.of(WHOLE)
            : both.stream().map(name -> new Unit(name, selecting(name))).toList(),
        without(a, b),
        without(b, a));
  }

  /** Returns a unit for each row, with its parameters. */
  public static Units ofRows(Collection<RowKey> rows) {
    List<Unit> units = new ArrayList<>();
    for (RowKey row : rows) {
      List<String> options = new ArrayList<>(selecting(row.benchmark()));
      row.params().forEach((name, value) -> options.addAll(List.of("-p", name + "=" + value)));
      units.add(new Unit(row.toString(), options));
    }
    return new Units(units, List.of(), List.of());
  }

  /** The command may name benchmarks itself, and JMH runs those of all names: so all others go. */
  private static List<String> selecting(String benchmark) {
    String exactly = Pattern.quote(benchmark) + "$";
    return List.of("^" + exactly, "-e", "^(?!" + exactly + ")");
  }

  private static List<RowKey> without(List<String> some, List<String> others) {
    return some.stream()
        .filter(name -> !others.contains(name))
        .map(name -> new RowKey(name, "not run", new TreeMap<>(), 1))
        .toList();
  }
}
