package fanout.report.html;

import fanout.results.Calibration;
import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On what machines and JDKs the results of one page were made, and whether they differ. */
final class Places {
  /** What makes two places different ones. */
  private static final List<String> FACTS =
      List.of("processorModel", "processors", "memoryBytes", "os", "jdk", "vm", "keepAwake");

  private static final JsonMapper JSON = JsonMapper.shared();

  /** By fact, the values and the names of the files that have them. */
  private final Map<String, Map<String, Set<String>>> values = new LinkedHashMap<>();

  /** Notes where a result was made; entries of one file may come from several places. */
  void add(Source source) {
    for (ResultEntry entry : source.file().entries()) {
      if (entry.environment().isPresent()) {
        add(source.name(), entry.environment().get());
      } else {
        note("jdk", entry.jvm().version(), source.name());
      }
    }
  }

  /** Notes where a calibration was made. */
  void add(String name, Calibration calibration) {
    add(name, JSON.valueToTree(calibration.environment()));
  }

  /** Returns a sentence for each fact that is not the same everywhere. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    values.forEach(
        (fact, found) -> {
          if (found.size() > 1) {
            List<String> words = new ArrayList<>();
            found.forEach(
                (value, files) ->
                    words.add(Html.cut(value) + " in " + Html.cut(String.join(", ", files))));
            differences.add(fact + ": " + String.join("; ", words));
          }
        });
    return differences;
  }

  private void add(String file, JsonNode environment) {
    for (String fact : FACTS) {
      JsonNode value = environment.path(fact);
      if (!value.isMissingNode() && !value.isNull()) {
        note(fact, value.isString() ? value.stringValue() : value.toString(), file);
      }
    }
  }

  private void note(String fact, String value, String file) {
    if (!value.isEmpty()) {
      values
          .computeIfAbsent(fact, fresh -> new LinkedHashMap<>())
          .computeIfAbsent(value, fresh -> new LinkedHashSet<>())
          .add(file);
    }
  }
}
