package fanout.stats;

import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The places of two runs, side by side. A fact that a file does not tell is not held against it.
 *
 * @param differences one for each fact that differs, in the order of importance
 * @param isMachineKnown whether both sides say on what machine they ran, as our own runs do
 */
public record EnvironmentCheck(List<Difference> differences, boolean isMachineKnown) {
  /** Facts of our own runs that make two machines or JDKs different ones. */
  private static final List<String> DECISIVE =
      List.of("processorModel", "processors", "memoryBytes", "os", "jdk", "vm");

  /** Facts of our own runs that may matter. */
  private static final List<String> TELLING = List.of("kernel", "governor", "vmFlags");

  /** Two readings of the memory of one machine differ by what its kernel keeps for itself. */
  private static final double SAME_MEMORY = 0.01;

  /** The feature release of a version such as 25.0.1+8-LTS or 1.8.0_402. */
  private static final Pattern FEATURE = Pattern.compile("\\D*(?:1\\.)?(\\d+).*");

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
  static EnvironmentCheck of(List<Matching.Pair> pairs) {
    Set<Difference> differences = new LinkedHashSet<>();
    for (Matching.Pair pair : pairs) {
      Map<String, String> base = facts(pair.base());
      Map<String, String> candidate = facts(pair.candidate());
      base.forEach(
          (fact, value) -> {
            String other = candidate.getOrDefault(fact, "");
            if (!value.isEmpty() && !other.isEmpty() && !isSame(fact, value, other)) {
              differences.add(new Difference(fact, value, other, isDecisive(fact, value, other)));
            }
          });
    }
    boolean isMachineKnown =
        pairs.stream()
            .flatMap(pair -> Stream.of(pair.base(), pair.candidate()))
            .allMatch(entry -> entry.environment().isPresent());
    return new EnvironmentCheck(new ArrayList<>(differences), isMachineKnown);
  }

  /** Tells whether the two sides ran on different machines or JDKs. */
  public boolean isDecisive() {
    return differences.stream().anyMatch(Difference::isDecisive);
  }

  /**
   * Tells whether two values of a fact are one.
   *
   * @param fact its name
   */
  public static boolean isSame(String fact, String one, String two) {
    if (fact.equals("memoryBytes") && isNumber(one) && isNumber(two)) {
      double larger = Math.max(Double.parseDouble(one), Double.parseDouble(two));
      double smaller = Math.min(Double.parseDouble(one), Double.parseDouble(two));
      return larger - smaller <= SAME_MEMORY * larger;
    }
    return one.equals(two);
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,18}");
  }

  /** Updates of one feature release of Java are compared, and the difference is shown. */
  private static boolean isDecisive(String fact, String one, String two) {
    return switch (fact) {
      case "JDK", "jdk" -> !feature(one).equals(feature(two));
      case "VM" -> true;
      default -> DECISIVE.contains(fact);
    };
  }

  private static String feature(String version) {
    Matcher matcher = FEATURE.matcher(version);
    return matcher.matches() ? matcher.group(1) : version;
  }

  private static Map<String, String> facts(ResultEntry entry) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("JDK", entry.jvm().jdkVersion());
    facts.put("VM", entry.jvm().name());
    facts.put("VM version", entry.jvm().version());
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
