package fanout.results;

import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one entry's JSON, each checked where it is taken. */
final class EntryFields {
  private static final int BRIEF_LENGTH = 40;

  /**
   * JMH up to 1.21 indented the whole file line by line, within parameters too: it broke lines
   * after commas and around brackets. Newer versions never write a line break there.
   */
  private static final Pattern INDENTATION =
      Pattern.compile("(?<=[,\\[{])\\n *|\\n *(?=[\\]}])|(?<=[\\]}])\\n *");

  /** Older results have states of their slots, with the wait for a carrier as blocked or empty. */
  private static final Set<String> ON_VIRTUAL_THREADS = Set.of("VIRTUAL_THREADS", "ORACLE_VIRTUAL");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final Path path;
  private final String where;
  private final ObjectNode entry;

  EntryFields(Path path, String where, ObjectNode entry) {
    this.path = path;
    JsonNode name = entry.get("benchmark");
    this.where = name != null && name.isString() ? where + ", " + name.stringValue() : where;
    this.entry = entry;
  }

  ResultEntry toEntry() {
    RowKey key = new RowKey(text("benchmark"), text("mode"), params(), count("threads", 1));
    var own = new ResultEntry.Own(environment(), rounds(), histograms(), sample());
    return new ResultEntry(key, settings(), jvm(), primary(), secondary(), own);
  }

  private Metric primary() {
    return new MetricFields(this, "primaryMetric", object("primaryMetric")).toScore(text("mode"));
  }

  private SortedMap<String, Metric> secondary() {
    SortedMap<String, Metric> metrics = new TreeMap<>();
    if (present("secondaryMetrics")) {
      for (Map.Entry<String, JsonNode> metric : object("secondaryMetrics").properties()) {
        String field = "secondaryMetrics." + metric.getKey();
        if (!(metric.getValue() instanceof ObjectNode fields)) {
          throw bad(field, metric.getValue(), "an object");
        }
        metrics.put(metric.getKey(), new MetricFields(this, field, fields).toMetric());
      }
    }
    if (ON_VIRTUAL_THREADS.contains(params().getOrDefault(Parameter.STRATEGY.key(), ""))) {
      MetricName.SLOT_STATES.forEach(state -> metrics.remove(state.key()));
    }
    return metrics;
  }

  private SortedMap<String, String> params() {
    SortedMap<String, String> params = new TreeMap<>();
    if (present("params")) {
      object("params")
          .properties()
          .forEach(param -> params.put(param.getKey(), value(param.getValue())));
    }
    return params;
  }

  private static String value(JsonNode param) {
    String text = param.isString() ? param.stringValue() : param.toString();
    String told = text.contains("://") ? Secrets.leaveOut(text) : text;
    return INDENTATION.matcher(told).replaceAll("");
  }

  private ResultEntry.Settings settings() {
    return new ResultEntry.Settings(
        count("forks", -1),
        count("warmupIterations", -1),
        optionalText("warmupTime"),
        count("measurementIterations", -1),
        optionalText("measurementTime"),
        count("measurementBatchSize", -1));
  }

  private ResultEntry.Jvm jvm() {
    return new ResultEntry.Jvm(
        optionalText("jmhVersion"),
        optionalText("jvm"),
        jvmArgs(),
        optionalText("jdkVersion"),
        optionalText("vmName"),
        optionalText("vmVersion"));
  }

  private List<String> jvmArgs() {
    List<String> args = new ArrayList<>();
    if (present("jvmArgs")) {
      entry.get("jvmArgs").forEach(arg -> args.add(arg.asString("")));
    }
    return Secrets.leaveOut(args);
  }

  private Optional<ObjectNode> environment() {
    return entry.get("environment") instanceof ObjectNode ours
        ? Optional.of(Secrets.leaveOut(ours))
        : Optional.empty();
  }

  private Optional<Rounds> rounds() {
    return own("rounds", Rounds.class, "group, vehicle and makespans");
  }

  private Optional<SampledBatch> sample() {
    return own("sample", SampledBatch.class, "a sampled batch");
  }

  private <T> Optional<T> own(String field, Class<T> type, String expected) {
    if (!present(field)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.treeToValue(object(field), type));
    } catch (JacksonException unusable) {
      throw bad(field, entry.get(field), expected);
    }
  }

  private Map<String, Histogram> histograms() {
    Map<String, Histogram> histograms = new TreeMap<>();
    if (present("histograms")) {
      object("histograms")
          .properties()
          .forEach(field -> histograms.put(field.getKey(), histogram(field)));
    }
    return histograms;
  }

  private Histogram histogram(Map.Entry<String, JsonNode> field) {
    try {
      return HistogramText.parse(field.getValue().asString(""));
    } catch (IllegalArgumentException
        | DataFormatException
        | BufferUnderflowException
        | IndexOutOfBoundsException notHistogram) {
      throw bad("histograms." + field.getKey(), field.getValue(), "a compressed HdrHistogram");
    }
  }

  private boolean present(String field) {
    JsonNode value = entry.get(field);
    return value != null && !value.isNull();
  }

  private String text(String field) {
    JsonNode value = entry.get(field);
    if (value == null || !value.isString() || value.stringValue().isBlank()) {
      throw bad(field, value, "a text");
    }
    return value.stringValue();
  }

  private String optionalText(String field) {
    return present(field) ? entry.get(field).asString("") : "";
  }

  private int count(String field, int absent) {
    if (!present(field)) {
      return absent;
    }
    JsonNode value = entry.get(field);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw bad(field, value, "a whole number");
    }
    return value.intValue();
  }

  private ObjectNode object(String field) {
    if (entry.get(field) instanceof ObjectNode object) {
      return object;
    }
    throw bad(field, entry.get(field), "an object");
  }

  BadResultException bad(String field, @Nullable JsonNode found, String expected) {
    return new BadResultException(
        path,
        "%s: field '%s': expected %s, found %s".formatted(where, field, expected, brief(found)));
  }

  static String brief(@Nullable JsonNode found) {
    if (found == null || found.isMissingNode()) {
      return "no such field";
    }
    String text = found.toString();
    return text.length() <= BRIEF_LENGTH ? text : text.substring(0, BRIEF_LENGTH) + "…";
  }
}
