package fanout.ab;

import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
  static final Unit WHOLE = new Unit(Optional.empty());

  /** Copies the lists. */
  public Units {
    all = List.copyOf(all);
    onlyInA = List.copyOf(onlyInA);
    onlyInB = List.copyOf(onlyInB);
  }

  /**
   * One of them.
   *
   * @param row which; empty for all that the commands run
   */
  public record Unit(Optional<RowKey> row) {
    private static final String PARAM = "-p";

    /** Returns the row's name; empty for all that the commands run. */
    public String name() {
      return row.map(Units::name).orElse("");
    }

    private SortedMap<String, String> params() {
      return row.map(RowKey::params).orElse(Collections.emptySortedMap());
    }

    /**
     * Returns the options that select it. JMH would add values to those that the command or the
     * options of both sides give: those are left out of the latter, and a value that the command
     * gives itself is not given again.
     *
     * @param command the command that takes them
     * @param common options of both sides
     * @throws IllegalArgumentException if the command gives other values than the unit's
     */
    List<String> options(String command, List<String> common) {
      List<String> all = new ArrayList<>(withoutParams(common));
      row.map(RowKey::benchmark).map(Units::selecting).ifPresent(all::addAll);
      params()
          .forEach(
              (name, value) -> {
                Optional<String> given = givenBy(command, name);
                if (given.isEmpty()) {
                  all.addAll(List.of(PARAM, name + "=" + value));
                } else if (!isComputed(given.get()) && !given.get().equals(value)) {
                  throw new IllegalArgumentException(
                      "each row runs by itself: give -p %s=%s behind --, not within '%s'"
                          .formatted(name, given.get(), command));
                }
              });
      return all;
    }

    private List<String> withoutParams(List<String> common) {
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
      return params().containsKey(param.substring(0, Math.max(0, param.indexOf('='))));
    }

    /** The value, as the shell will read it, but for what it computes. */
    private static Optional<String> givenBy(String command, String name) {
      String param = Pattern.quote(name) + "=";
      Pattern given =
          Pattern.compile(
              "(?<!\\S)-p\\s*(?:\"%1$s([^\"]*)\"|'%1$s([^']*)'|%1$s(?:\"([^\"]*)\"|'([^']*)'|(\\S*)))"
                  .formatted(param));
      Matcher matcher = given.matcher(command);
      if (!matcher.find()) {
        return Optional.empty();
      }
      return IntStream.rangeClosed(1, matcher.groupCount())
          .mapToObj(matcher::group)
          .filter(Objects::nonNull)
          .findFirst();
    }

    /** What it comes to is seen when the command has run. */
    private static boolean isComputed(String value) {
      return value.contains("$") || value.contains("`");
    }

    /**
     * Checks what its options made a command run.
     *
     * @throws IllegalArgumentException if that was another row, too, or not the unit's own
     */
    void requireRan(List<RowKey> rows, String command) {
      for (RowKey other : rows) {
        if (!params().keySet().stream().allMatch(name -> isSame(name, other))) {
          throw new IllegalArgumentException(
              "'%s' ran %s beside %s: parameters with several values go behind --"
                  .formatted(command, Units.name(other), name()));
        }
      }
      if (row.filter(own -> !own.mode().equals(NOT_RUN) && !rows.contains(own)).isPresent()) {
        throw new IllegalArgumentException(
            "'%s' ran %s, not %s: options such as -bm and -t go behind --"
                .formatted(command, rows.getFirst(), row.orElseThrow()));
      }
    }

    private boolean isSame(String param, RowKey other) {
      String own = params().getOrDefault(param, "");
      return own.equals(other.params().getOrDefault(param, own));
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
    return rows.stream().map(row -> row.without(ignored)).distinct().toList();
  }

  private static String name(RowKey row) {
    return row.toString().replace(" [" + NOT_RUN + "]", "");
  }

  /** Returns a unit for each row, with its parameters. */
  public static Units ofRows(Collection<RowKey> rows) {
    return new Units(
        rows.stream().map(row -> new Unit(Optional.of(row))).toList(), List.of(), List.of());
  }

  /** The command may name benchmarks itself, and JMH runs those of all names: so all others go. */
  private static List<String> selecting(String benchmark) {
    String exactly = Pattern.quote(benchmark) + "$";
    return List.of("^" + exactly, "-e", "^(?!" + exactly + ")");
  }
}
