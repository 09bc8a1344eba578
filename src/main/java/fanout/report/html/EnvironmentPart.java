package fanout.report.html;

import fanout.report.SummaryText;
import fanout.report.Table;
import fanout.report.Table.Column;
import fanout.report.html.HtmlReport.Source;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The place, versions and command of each result. */
final class EnvironmentPart {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<Column> COLUMNS = List.of(Column.text("fact"), Column.text("value"));

  private final List<Source> sources;

  EnvironmentPart(List<Source> sources) {
    this.sources = sources;
  }

  /** Returns where and when each file was made, in a line of markup. */
  String origin() {
    return sources.stream()
        .map(source -> String.join("; ", SummaryText.head(source.file())) + dated(source.file()))
        .distinct()
        .map(Html::name)
        .collect(Collectors.joining("<br>"));
  }

  /** Returns the JDK and the date of the first file and of the last, once if they are the same. */
  String made() {
    return Stream.of(sources.getFirst(), sources.getLast())
        .map(source -> made(source.file()))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String made(ResultFile file) {
    ResultEntry first = file.entries().getFirst();
    return first
        .environment()
        .map(
            environment ->
                "JDK %s, %.10s"
                    .formatted(
                        environment.path("jdk").asString("unknown"),
                        environment.path("utc").asString("no date")))
        .orElseGet(
            () ->
                first.jvm().jdkVersion().isBlank()
                    ? "JDK unknown" + dated(file)
                    : "JDK " + first.jvm().jdkVersion() + dated(file));
  }

  /** JMH writes no date: the file's own is the nearest. */
  private static String dated(ResultFile file) {
    if (file.entries().getFirst().environment().isPresent()) {
      return "";
    }
    try {
      return ", file of %.10s".formatted(Files.getLastModifiedTime(file.path()));
    } catch (IOException gone) {
      return "";
    }
  }

  Page.Part part() {
    StringBuilder html = new StringBuilder();
    for (Source source : sources) {
      ResultEntry first = source.file().entries().getFirst();
      List<List<String>> facts = new ArrayList<>();
      add(facts, "file", source.file().path().toString());
      add(facts, "entries", String.valueOf(source.file().entries().size()));
      first.environment().ifPresent(environment -> addAll(facts, "", environment));
      addAll(facts, "forks' JVM ", JSON.valueToTree(first.jvm()));
      addAll(facts, "", JSON.valueToTree(first.settings()));
      html.append(Html.table(source.name(), new Table(COLUMNS, facts), facts.size()));
    }
    return new Page.Part("environment", "Environment and command", html.toString());
  }

  /** Every field as it is; those of fields with fields of their own one by one. */
  private static void addAll(List<List<String>> facts, String prefix, JsonNode node) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      JsonNode value = field.getValue();
      if (value.isObject()) {
        addAll(facts, prefix, value);
      } else if (value.isArray()) {
        add(facts, prefix + words(field.getKey()), words(value));
      } else {
        add(facts, prefix + words(field.getKey()), value.asString(""));
      }
    }
  }

  private static String words(JsonNode array) {
    return array.valueStream().map(word -> word.asString("")).collect(Collectors.joining(" "));
  }

  /** {@code processorModel} is "processor model" for people. */
  private static String words(String field) {
    return field.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static void add(List<List<String>> facts, String fact, String value) {
    if (!value.isBlank() && !value.equals("-1")) {
      facts.add(List.of(fact, value));
    }
  }
}
