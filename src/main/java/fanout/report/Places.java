package fanout.report;

import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.EnvironmentCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The machines and JDKs of results, and what differs between them. */
public final class Places {
  private Places() {}

  /**
   * Returns what differs between the places where results were made, such as {@code processors: 2
   * in a.json; 4 in b.json}: one line for each fact because of which they cannot be compared.
   *
   * @param files the results, each read by itself
   */
  public static List<String> differences(List<ResultFile> files) {
    List<String> differences = new ArrayList<>();
    for (String fact : EnvironmentCheck.DECISIVE) {
      Map<String, Set<String>> found = new LinkedHashMap<>();
      for (ResultFile file : files) {
        String name = name(file, files);
        file.entries().stream()
            .flatMap(entry -> entry.conditions().stream())
            .map(sitting -> value(fact, sitting))
            .forEach(value -> note(found, fact, value, name));
      }
      List<String> values = List.copyOf(found.keySet());
      boolean isDecisive =
          values.stream()
              .skip(1)
              .anyMatch(other -> EnvironmentCheck.isDecisive(fact, values.getFirst(), other));
      if (isDecisive) {
        differences.add(fact + ": " + words(found));
      }
    }
    return differences;
  }

  /** Returns a file's own name where no other file has it, else its path. */
  public static String name(ResultFile file, List<ResultFile> all) {
    Path path = file.path();
    String name = Objects.toString(path.getFileName(), path.toString());
    long same = all.stream().filter(other -> other.path().endsWith(name)).count();
    return same == 1 ? name : path.toString();
  }

  /** Of a foreign result only the JVM is known. */
  private static String value(String fact, ResultEntry.Conditions sitting) {
    return fact.equals("jdk") && sitting.environment().isEmpty()
        ? sitting.jvm().version()
        : EnvironmentCheck.value(fact, sitting);
  }

  private static void note(Map<String, Set<String>> files, String fact, String value, String file) {
    if (!value.isEmpty()) {
      String same =
          files.keySet().stream()
              .filter(other -> EnvironmentCheck.isSame(fact, other, value))
              .findFirst()
              .orElse(value);
      files.computeIfAbsent(same, _ -> new LinkedHashSet<>()).add(file);
    }
  }

  private static String words(Map<String, Set<String>> files) {
    return files.entrySet().stream()
        .map(
            value ->
                TextLines.cut(value.getKey())
                    + " in "
                    + TextLines.cut(String.join(", ", value.getValue())))
        .collect(Collectors.joining("; "));
  }
}
