package fanout.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;

/**
 * Contenders that are open at once and take turns in the same forks.
 *
 * <p>JMH runs a group as one variant of {@code FanOutBenchmark}. Each parameter then has the values
 * of all contenders, joined by {@code +}, for people; the parameter {@link #PARAMETER} lists the
 * contenders for the fork.
 *
 * @param name within its run, such as {@code 1}
 * @param contenders at least one
 */
record Group(String name, List<Contender> contenders) {
  /** The parameter that lists a group's contenders. */
  static final String PARAMETER = "contenders";

  /** Its value where the other parameters say it all. */
  static final String ONE = "1";

  private static final String BETWEEN = ", ";
  private static final String JOIN = "+";

  /** Tells whether JMH itself measures it: there is only one contender. */
  boolean isPlain() {
    return contenders.size() == 1;
  }

  /**
   * Returns the mode of its rows. Contenders that take turns are all measured in one way.
   *
   * @param asked the mode in which JMH runs the group
   */
  Mode mode(Mode asked) {
    return isPlain() ? asked : Mode.AverageTime;
  }

  /** Returns the parameters with which JMH runs the group. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : contenders.getFirst().row().keySet()) {
      parameters.put(name, String.join(JOIN, values(name)));
    }
    parameters.put(PARAMETER, isPlain() ? ONE : listed());
    return parameters;
  }

  /**
   * Reads back the contenders.
   *
   * @param parameters what {@link #parameters} returned
   */
  static Group parse(Map<String, String> parameters) {
    Map<String, String> common = new LinkedHashMap<>(parameters);
    String list = common.remove(PARAMETER);
    if (list == null || list.equals(ONE)) {
      return new Group("", List.of(Contender.parse(common)));
    }
    String[] parts = list.split(BETWEEN, -1);
    String[] names = parts[0].split(" ", -1);
    List<Contender> contenders = new ArrayList<>();
    for (int part = 1; part < parts.length; part++) {
      String[] values = parts[part].split(" ", -1);
      for (int name = 0; name < names.length; name++) {
        common.put(names[name], values[name]);
      }
      contenders.add(Contender.parse(common));
    }
    return new Group("", contenders);
  }

  /** The names of the parameters that differ, then their values for each contender. */
  private String listed() {
    List<String> varying = varying();
    return String.join(" ", varying)
        + contenders.stream()
            .map(
                contender ->
                    varying.stream().map(contender.row()::get).collect(Collectors.joining(" ")))
            .collect(Collectors.joining(BETWEEN, BETWEEN, ""));
  }

  /** Returns the names of the parameters that have more than one value. */
  List<String> varying() {
    return contenders.getFirst().row().keySet().stream()
        .filter(name -> values(name).size() > 1)
        .toList();
  }

  private Set<String> values(String name) {
    Set<String> values = new LinkedHashSet<>();
    contenders.forEach(contender -> values.add(contender.row().get(name)));
    return values;
  }
}
