package fanout.stats;

import fanout.results.ResultEntry;
import fanout.results.ResultEntry.Conditions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The places of two runs, side by side, each of one sitting or several. A fact that a file does not
 * tell is not held against it.
 *
 * @param differences one for each fact that differs, in the order of importance
 * @param isMachineKnown whether all sittings say on what machine they ran, as our own runs do
 */
public record EnvironmentCheck(List<Difference> differences, boolean isMachineKnown) {
  /** Facts of our own runs that make two machines or JDKs different ones. */
  public static final List<String> DECISIVE =
      List.of("processorModel", "processors", "memoryBytes", "os", "jdk", "vm");

  /** Facts of our own runs that may matter. */
  private static final List<String> TELLING = List.of("kernel", "governor", "vmFlags");

  /** All facts that are compared, in the order of importance. */
  private static final List<String> FACTS =
      Stream.of(
              List.of("JDK", "VM", "VM version"), DECISIVE, TELLING, List.of("JVM options", "JMH"))
          .flatMap(List::stream)
          .toList();

  /** Two readings of the memory of one machine differ by what its kernel keeps for itself. */
  private static final double SAME_MEMORY = 0.01;

  /** The feature release of a version such as 25.0.1+8-LTS or 1.8.0_402. */
  private static final Pattern FEATURE = Pattern.compile("\\D*(?:1\\.)?(\\d+).*");

  /**
   * A fact that differs between the two sides, or between sittings of one side.
   *
   * @param fact its name
   * @param base what the base has, such as {@code 2}, or {@code 2 and 4} where its sittings differ;
   *     empty where it does not tell
   * @param candidate what the new side has
   * @param isDecisive whether the two sides cannot be compared because of it
   */
  public record Difference(String fact, String base, String candidate, boolean isDecisive) {
    /** Returns the fact and what both sides have. */
    public String text() {
      return text("base", "new");
    }

    /** Returns the fact and what both sides have, by names of the two. */
    public String text(String baseName, String candidateName) {
      return Stream.of(told(base, baseName), told(candidate, candidateName))
          .flatMap(Optional::stream)
          .collect(Collectors.joining(", ", fact + ": ", ""));
    }

    private static Optional<String> told(String values, String name) {
      return values.isEmpty() ? Optional.empty() : Optional.of(values + " in " + name);
    }
  }

  /** Copies the differences. */
  public EnvironmentCheck {
    differences = List.copyOf(differences);
  }

  /** Compares the environments of two entries. */
  public static EnvironmentCheck of(ResultEntry base, ResultEntry candidate) {
    return of(List.of(new Matching.Pair(base, candidate)));
  }

  /** Compares the environments of entries that are compared with each other. */
  static EnvironmentCheck of(List<Matching.Pair> pairs) {
    Set<Difference> differences = new LinkedHashSet<>();
    // Thousands of rows mostly ran in the same two places.
    pairs.stream()
        .map(pair -> List.of(pair.base().conditions(), pair.candidate().conditions()))
        .distinct()
        .forEach(
            sides ->
                FACTS.forEach(
                    fact ->
                        difference(fact, sides.getFirst(), sides.getLast())
                            .ifPresent(differences::add)));
    boolean isMachineKnown =
        pairs.stream()
            .flatMap(pair -> Stream.of(pair.base(), pair.candidate()))
            .flatMap(entry -> entry.conditions().stream())
            .allMatch(conditions -> conditions.environment().isPresent());
    return new EnvironmentCheck(new ArrayList<>(differences), isMachineKnown);
  }

  private static Optional<Difference> difference(
      String fact, List<Conditions> base, List<Conditions> candidate) {
    List<String> all = values(fact, Stream.concat(base.stream(), candidate.stream()).toList());
    if (all.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Difference(
            fact,
            String.join(" and ", values(fact, base)),
            String.join(" and ", values(fact, candidate)),
            all.stream().skip(1).anyMatch(other -> isDecisive(fact, all.getFirst(), other))));
  }

  /** Returns what is told of a fact, in the order of the sittings and each value once. */
  private static List<String> values(String fact, List<Conditions> sittings) {
    List<String> values = new ArrayList<>();
    for (Conditions sitting : sittings) {
      String value = value(fact, sitting);
      if (!value.isEmpty() && values.stream().noneMatch(known -> isSame(fact, known, value))) {
        values.add(value);
      }
    }
    return values;
  }

  /** Tells whether any two sittings of either side ran on different machines or JDKs. */
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

  /**
   * Tells whether two sides cannot be compared because a fact differs. Updates of one feature
   * release of Java are compared, and the difference is shown.
   *
   * @param fact its name
   * @param one a value
   * @param two another, which is not the same
   */
  public static boolean isDecisive(String fact, String one, String two) {
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

  /** Returns what a sitting tells of a fact; empty for nothing. */
  public static String value(String fact, Conditions sitting) {
    ResultEntry.Jvm jvm = sitting.jvm();
    return switch (fact) {
      case "JDK" -> jvm.jdkVersion();
      case "VM" -> jvm.name();
      case "VM version" -> jvm.version();
      case "JVM options" -> String.join(" ", jvm.args());
      case "JMH" -> jvm.jmhVersion();
      default -> sitting.environment().map(own -> text(own.path(fact))).orElse("");
    };
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}
