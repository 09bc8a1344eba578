package fanout.stats;

import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where two runs took place, set side by side. What a file does not say is not held against it.
 *
 * @param differences one for each fact that differs, in the order of importance
 */
public record EnvironmentCheck(List<Difference> differences) {
  /** Facts of our own runs that make two machines or JDKs different ones. */
  private static final List<String> DECISIVE =
      List.of("processorModel", "processors", "memoryBytes", "os", "jdk", "vm", "keepAwake");

  /** Facts of our own runs that may matter. */
  private static final List<String> TELLING = List.of("kernel", "governor", "vmFlags");

  /**
   * A fact that differs between the two sides.
   *
   * @param fact its name
   * @param base what the base has
   * @param candidate what the new side has
   * @param isDecisive whether the two sides cannot be compared because of it
   */
  public record Difference(String fact, String base, String candidate, boolean isDecisive) {
    /** Returns the fact and both its values. */
    public String text() {
      return "%s: %s in base, %s in new".formatted(fact, base, candidate);
    }
  }

  /** Copies the differences. */
  public EnvironmentCheck {
    differences = List.copyOf(differences);
  }

  /** Compares the environments of entries that are compared with each other. */
  static EnvironmentCheck of(List<Map.Entry<ResultEntry, ResultEntry>> pairs) {
    Set<Difference> differences = new LinkedHashSet<>();
    for (Map.Entry<ResultEntry, ResultEntry> pair : pairs) {
      Map<String, String> base = facts(pair.getKey());
      Map<String, String> candidate = facts(pair.getValue());
      base.forEach(
          (fact, value) -> {
            String other = candidate.getOrDefault(fact, "");
            if (!value.isEmpty() && !other.isEmpty() && !value.equals(other)) {
              differences.add(new Difference(fact, value, other, isDecisive(fact)));
            }
          });
    }
    return new EnvironmentCheck(new ArrayList<>(differences));
  }

  /** Tells whether the two sides ran on different machines or JDKs. */
  public boolean isDecisive() {
    return differences.stream().anyMatch(Difference::isDecisive);
  }

  private static boolean isDecisive(String fact) {
    return DECISIVE.contains(fact) || fact.equals("JDK") || fact.equals("VM");
  }

  private static Map<String, String> facts(ResultEntry entry) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("JDK", entry.jvm().jdkVersion());
    facts.put("VM", (entry.jvm().name() + " " + entry.jvm().version()).strip());
    entry.environment().ifPresent(environment -> addOwn(facts, environment));
    facts.put("JVM options", String.join(" ", entry.jvm().args()));
    facts.put("JMH", entry.jvm().jmhVersion());
    return facts;
  }

  private static void addOwn(Map<String, String> facts, ObjectNode environment) {
    List<String> names = new ArrayList<>(DECISIVE);
    names.addAll(TELLING);
    for (String name : names) {
      JsonNode value = environment.get(name);
      if (value != null && !value.isNull()) {
        facts.put(name, value.isString() ? value.stringValue() : value.toString());
      }
    }
  }
}
