package fanout.ab;

import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The rows that run in blocks of their own: those that both sides have.
 *
 * @param all at least one
 * @param onlyInA rows that are not run, since B lacks them
 * @param onlyInB rows that are not run, since A lacks them
 */
public record Units(List<Unit> all, List<RowKey> onlyInA, List<RowKey> onlyInB) {
  /** The mode of rows that are listed. */
  static final String NOT_RUN = "not run";

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
   * @param name the row's; empty for all that the commands run
   * @param options of JMH that select it from what the commands run
   */
  public record Unit(String name, List<String> options) {
    private static final String PARAM = "-p";

    /** Copies the options. */
    public Unit {
      options = List.copyOf(options);
    }

    /**
     * Returns options of both commands without values of the parameters that this unit sets: JMH
     * would add its own to them.
     */
    List<String> reduced(List<String> common) {
      List<String> rest = new ArrayList<>();
      for (int i = 0; i < common.size(); i++) {
        if (common.get(i).equals(PARAM) && i + 1 < common.size() && sets(common.get(i + 1))) {
          i++;
        } else {
          rest.add(common.get(i));
        }
      }
      return rest;
    }

    private boolean sets(String param) {
      String start = param.substring(0, param.indexOf('=') + 1);
      return options.stream().anyMatch(own -> !start.isEmpty() && own.startsWith(start));
    }
  }

  /** Returns the one unit of commands that run as they are. */
  public static Units whole() {
    return new Units(List.of(WHOLE), List.of(), List.of());
  }

  /**
   * Makes a unit of each row that both commands list.
   *
   * @param a the base's rows; empty if its command lists none
   * @param b those of the new side
   * @param ignored parameters in which the sides may differ
   * @throws IllegalArgumentException if they have none in common
   */
  static Units listed(List<RowKey> a, List<RowKey> b, Set<String> ignored) {
    if (a.isEmpty() || b.isEmpty()) {
      return whole();
    }
    List<RowKey> left = without(ignored, a);
    List<RowKey> right = without(ignored, b);
    List<RowKey> both = left.stream().filter(right::contains).toList();
    if (both.isEmpty()) {
      throw new IllegalArgumentException(
          "A and B have no benchmark in common: A has %s, B has %s"
              .formatted(name(left.getFirst()), name(right.getFirst())));
    }
    boolean isOne = left.size() == 1 && right.size() == 1;
    return new Units(
        isOne ? List.of(WHOLE) : ofRows(both).all,
        left.stream().filter(row -> !right.contains(row)).toList(),
        right.stream().filter(row -> !left.contains(row)).toList());
  }

  private static List<RowKey> without(Set<String> ignored, List<RowKey> rows) {
    return rows.stream()
        .map(
            row -> {
              SortedMap<String, String> params = new TreeMap<>(row.params());
              params.keySet().removeAll(ignored);
              return new RowKey(row.benchmark(), row.mode(), params, row.threads());
            })
        .distinct()
        .toList();
  }

  private static String name(RowKey row) {
    return row.toString().replace(" [" + NOT_RUN + "]", "");
  }

  /** Returns a unit for each row, with its parameters. */
  public static Units ofRows(Collection<RowKey> rows) {
    List<Unit> units = new ArrayList<>();
    for (RowKey row : rows) {
      List<String> options = new ArrayList<>(selecting(row.benchmark()));
      row.params()
          .forEach((name, value) -> options.addAll(List.of(Unit.PARAM, name + "=" + value)));
      units.add(new Unit(name(row), options));
    }
    return new Units(units, List.of(), List.of());
  }

  /** The command may name benchmarks itself, and JMH runs those of all names: so all others go. */
  private static List<String> selecting(String benchmark) {
    String exactly = Pattern.quote(benchmark) + "$";
    return List.of("^" + exactly, "-e", "^(?!" + exactly + ")");
  }
}
