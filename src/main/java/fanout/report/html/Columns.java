package fanout.report.html;

import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values that rows share, which are said once, and those that differ, which are columns. */
final class Columns {
  private static final int MOST = 5;

  private final Map<String, String> common = new LinkedHashMap<>();
  private final List<String> varied = new ArrayList<>();

  /**
   * Finds the columns.
   *
   * @param rows the parameters of each row by name, and whatever else may differ
   */
  Columns(List<Map<String, String>> rows) {
    Map<String, Set<String>> values = new LinkedHashMap<>();
    rows.forEach(row -> row.keySet().forEach(name -> values.put(name, new TreeSet<>())));
    for (Map<String, String> row : rows) {
      values.forEach((name, found) -> found.add(row.getOrDefault(name, "")));
    }
    values.forEach(
        (name, found) -> {
          if (found.size() == 1) {
            common.put(name, String.join("", found));
          } else {
            varied.add(name);
          }
        });
  }

  /** Returns what all rows share, in words. */
  String common() {
    return RowKey.joined(common, ", ");
  }

  /** Returns the headings; one for all where there would be too many. */
  List<String> headings() {
    return varied.size() <= MOST ? varied : List.of("parameters");
  }

  /** Returns a row's cells, one a heading. */
  List<String> of(Map<String, String> row) {
    if (varied.size() <= MOST) {
      return varied.stream().map(name -> row.getOrDefault(name, "")).toList();
    }
    Map<String, String> own = new TreeMap<>(row);
    own.keySet().retainAll(varied);
    return List.of(RowKey.joined(own, ", "));
  }
}
