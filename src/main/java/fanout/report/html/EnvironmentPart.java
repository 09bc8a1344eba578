package fanout.report.html;

import fanout.report.Figures;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.results.Calibration;
import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where, with what and by which command each result was made. */
final class EnvironmentPart {
  private static final double GIBI = 1024.0 * 1024 * 1024;
  private static final List<Column> COLUMNS = List.of(Column.text("fact"), Column.text("value"));

  private final Sheet sheet;

  EnvironmentPart(Sheet sheet) {
    this.sheet = sheet;
  }

  Part of(List<Source> sources, Map<String, Calibration> calibrations) {
    StringBuilder html = new StringBuilder();
    sources.forEach(source -> html.append(sheet.table(source.name(), facts(source))));
    calibrations.forEach(
        (name, calibration) -> {
          List<List<String>> cells = new ArrayList<>();
          addOwn(cells, JsonMapper.shared().valueToTree(calibration.environment()));
          Calibration.Settings settings = calibration.settings();
          add(cells, "exchange", settings.exchange());
          add(cells, "concurrency", String.valueOf(settings.concurrency()));
          add(cells, "requests", String.valueOf(settings.requests()));
          add(cells, "seed", String.valueOf(settings.seed()));
          html.append(sheet.table(name, new Table(COLUMNS, cells)));
        });
    return new Part("environment", "Environment and commands", html.toString(), "");
  }

  private static Table facts(Source source) {
    List<List<String>> cells = new ArrayList<>();
    ResultEntry first = source.file().entries().getFirst();
    add(cells, "file", source.file().path().toString());
    add(cells, "entries", String.valueOf(source.file().entries().size()));
    first.environment().ifPresent(environment -> addOwn(cells, environment));
    add(cells, "JMH", first.jvm().jmhVersion());
    add(cells, "JDK of the forks", first.jvm().version());
    add(cells, "JVM of the forks", first.jvm().name());
    add(cells, "options of the forks", String.join(" ", first.jvm().args()));
    ResultEntry.Settings settings = first.settings();
    add(
        cells,
        "forks × iterations × time",
        "%d × %d × %s, after %d × %s of warm-up"
            .formatted(
                settings.forks(),
                settings.measurementIterations(),
                settings.measurementTime(),
                settings.warmupIterations(),
                settings.warmupTime()));
    return new Table(COLUMNS, cells);
  }

  private static void addOwn(List<List<String>> cells, JsonNode environment) {
    StringJoiner command = new StringJoiner(" ");
    command.add("java -jar target/benchmarks.jar");
    environment.path("command").forEach(word -> command.add(word.asString("")));
    add(cells, "command", command.toString());
    add(cells, "UTC", text(environment, "utc"));
    add(
        cells,
        "commit",
        text(environment, "commit")
            + (environment.path("cleanTree").asBoolean(false) ? "" : ", with changes"));
    add(cells, "processor", text(environment, "processorModel"));
    add(cells, "processors", text(environment, "processors"));
    add(
        cells,
        "memory",
        Figures.brief(environment.path("memoryBytes").asDouble(0) / GIBI) + " GiB");
    add(cells, "system", text(environment, "os") + " " + text(environment, "kernel"));
    add(cells, "JDK", text(environment, "jdk") + ", " + text(environment, "vm"));
    add(
        cells,
        "load before",
        environment.path("loadBefore").isNumber()
            ? Figures.brief(environment.path("loadBefore").asDouble())
            : text(environment, "loadBefore"));
    add(cells, "frequency governor", text(environment, "governor"));
    add(cells, "processors kept awake", text(environment, "keepAwake"));
    environment
        .path("versions")
        .properties()
        .forEach(version -> add(cells, version.getKey(), version.getValue().asString("?")));
  }

  private static String text(JsonNode environment, String field) {
    return environment.path(field).asString("unknown");
  }

  private static void add(List<List<String>> cells, String fact, String value) {
    if (!value.isBlank()) {
      cells.add(List.of(fact, value));
    }
  }
}
