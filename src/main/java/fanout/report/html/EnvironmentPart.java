package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Source;
import fanout.results.Calibration;
import fanout.results.ResultEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where, with what and by which command each result was made, and whether places differ. */
final class EnvironmentPart {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final double GIBI = 1024.0 * 1024 * 1024;
  private static final int DATE = "2026-01-01".length();
  private static final List<Column> COLUMNS = List.of(Column.text("fact"), Column.text("value"));

  /** What makes two places different ones. */
  private static final List<String> FACTS =
      List.of("processorModel", "processors", "memoryBytes", "os", "jdk", "vm");

  private final List<Source> sources;
  private final Map<String, Calibration> calibrations;

  EnvironmentPart(List<Source> sources, Map<String, Calibration> calibrations) {
    this.sources = sources;
    this.calibrations = calibrations;
  }

  /** Returns JDK, date and machine of all files in a line of markup. */
  String origin() {
    Stream<String> ofResults = sources.stream().map(EnvironmentPart::origin);
    Stream<String> ofCalibrations =
        calibrations.values().stream()
            .map(calibration -> origin(JSON.valueToTree(calibration.environment())));
    return Stream.concat(ofResults, ofCalibrations)
        .distinct()
        .map(Html::name)
        .collect(Collectors.joining("; "));
  }

  private static String origin(Source source) {
    ResultEntry first = source.file().entries().getFirst();
    return first
        .environment()
        .map(EnvironmentPart::origin)
        .orElseGet(() -> "JDK " + jdk(first) + dated(source.file().path()));
  }

  private static String origin(JsonNode environment) {
    String utc = text(environment, "utc");
    return "JDK %s, %s, %s, %s processors"
        .formatted(
            text(environment, "jdk"),
            utc.length() > DATE ? utc.substring(0, DATE) : utc,
            text(environment, "processorModel"),
            text(environment, "processors"));
  }

  private static String jdk(ResultEntry entry) {
    return entry.jvm().version().isEmpty() ? "not named" : entry.jvm().version();
  }

  /** JMH writes no date: the file's own is the nearest. */
  private static String dated(Path file) {
    try {
      return ", file of " + Files.getLastModifiedTime(file).toString().substring(0, DATE);
    } catch (IOException gone) {
      return "";
    }
  }

  /** Returns a sentence for each fact that is not the same everywhere. */
  List<String> differences() {
    Map<String, Map<String, Set<String>>> values = new LinkedHashMap<>();
    for (Source source : sources) {
      for (ResultEntry entry : source.file().entries()) {
        entry
            .environment()
            .ifPresentOrElse(
                environment -> note(values, environment, source.name()),
                () -> note(values, "jdk", entry.jvm().version(), source.name()));
      }
    }
    calibrations.forEach(
        (name, calibration) -> note(values, JSON.valueToTree(calibration.environment()), name));
    return values.entrySet().stream()
        .filter(fact -> fact.getValue().size() > 1)
        .map(fact -> fact.getKey() + ": " + words(fact.getValue()))
        .toList();
  }

  private static String words(Map<String, Set<String>> files) {
    return files.entrySet().stream()
        .map(
            value ->
                Html.cut(value.getKey()) + " in " + Html.cut(String.join(", ", value.getValue())))
        .collect(Collectors.joining("; "));
  }

  private static void note(
      Map<String, Map<String, Set<String>>> values, JsonNode environment, String file) {
    for (String fact : FACTS) {
      JsonNode value = environment.path(fact);
      if (!value.isMissingNode() && !value.isNull()) {
        note(values, fact, value.isString() ? value.stringValue() : value.toString(), file);
      }
    }
  }

  private static void note(
      Map<String, Map<String, Set<String>>> values, String fact, String value, String file) {
    if (!value.isEmpty()) {
      values
          .computeIfAbsent(fact, fresh -> new LinkedHashMap<>())
          .computeIfAbsent(value, fresh -> new LinkedHashSet<>())
          .add(file);
    }
  }

  Page.Part part() {
    StringBuilder html = new StringBuilder();
    sources.forEach(source -> html.append(table(source.name(), facts(source))));
    calibrations.forEach((name, calibration) -> html.append(table(name, facts(calibration))));
    return new Page.Part("environment", "Environment and commands", html.toString());
  }

  private static String table(String name, Map<String, String> facts) {
    List<List<String>> cells = new ArrayList<>();
    facts.forEach(
        (fact, value) -> {
          if (!value.isBlank()) {
            cells.add(List.of(fact, value));
          }
        });
    return Html.table(name, new Table(COLUMNS, cells), cells.size());
  }

  private static Map<String, String> facts(Source source) {
    Map<String, String> facts = new LinkedHashMap<>();
    ResultEntry first = source.file().entries().getFirst();
    facts.put("file", source.file().path().toString());
    facts.put("entries", String.valueOf(source.file().entries().size()));
    first.environment().ifPresent(environment -> own(facts, environment));
    facts.put("JMH", first.jvm().jmhVersion());
    facts.put("JDK of the forks", first.jvm().version());
    facts.put("JVM of the forks", first.jvm().name());
    facts.put("options of the forks", String.join(" ", first.jvm().args()));
    ResultEntry.Settings settings = first.settings();
    if (settings.measurementIterations() > 0) {
      facts.put(
          "forks × iterations × time",
          "%d × %d × %s, after %d × %s of warm-up"
              .formatted(
                  settings.forks(),
                  settings.measurementIterations(),
                  settings.measurementTime(),
                  settings.warmupIterations(),
                  settings.warmupTime()));
    }
    return facts;
  }

  private static Map<String, String> facts(Calibration calibration) {
    Map<String, String> facts = new LinkedHashMap<>();
    own(facts, JSON.valueToTree(calibration.environment()));
    JSON.valueToTree(calibration.settings())
        .properties()
        .forEach(setting -> facts.put(setting.getKey(), setting.getValue().asString("")));
    return facts;
  }

  private static void own(Map<String, String> facts, JsonNode environment) {
    StringJoiner command = new StringJoiner(" ");
    command.add("java -jar target/benchmarks.jar");
    environment.path("command").forEach(word -> command.add(word.asString("")));
    facts.put("command", command.toString());
    facts.put("UTC", text(environment, "utc"));
    facts.put(
        "commit",
        text(environment, "commit")
            + (environment.path("cleanTree").asBoolean(false) ? "" : ", with changes"));
    facts.put("processor", text(environment, "processorModel"));
    facts.put("processors", text(environment, "processors"));
    double memory = environment.path("memoryBytes").asDouble(0) / GIBI;
    facts.put("memory", String.format(Locale.ROOT, "%s GiB", Figures.brief(memory)));
    facts.put("system", text(environment, "os") + " " + text(environment, "kernel"));
    facts.put("JDK", text(environment, "jdk") + ", " + text(environment, "vm"));
    facts.put("load before", text(environment, "loadBefore"));
    facts.put("frequency governor", text(environment, "governor"));
    environment
        .path("versions")
        .properties()
        .forEach(version -> facts.put(version.getKey(), version.getValue().asString("?")));
  }

  private static String text(JsonNode environment, String field) {
    return environment.path(field).asString("unknown");
  }
}
