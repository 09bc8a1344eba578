package fanout.run;

import fanout.os.AtomicFile;
import fanout.results.Parameter;
import fanout.results.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a run's result in one of JMH's own formats, completely or not at all. JSON entries gain
 * more keys: {@code environment}, and for a contender {@code rounds} (its batches' makespans),
 * {@code histograms} and {@code sample} (one batch). They lose the parameters that came later and
 * have their first meaning: no older result would have their rows.
 */
final class ResultWriter {
  /** JMH's decimals are kept digit for digit. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final String CONTENDERS = ".FanOutBenchmark.";

  private static final List<Parameter> LATER_PARAMETERS =
      List.of(
          Parameter.TARGET,
          Parameter.CHANNEL,
          Parameter.WINDOW,
          Parameter.REQUESTS_PER_CONNECTION,
          Parameter.LEDGER,
          Parameter.COPY,
          Parameter.ADDITION);

  private static final double NANOS_PER_TENTH = 100;
  private static final double TENTHS_PER_MICRO = 10;

  private final AtomicFile file;
  private final ResultFormatType format;

  /**
   * Prepares a result's place, so that a run whose result could not be kept does not begin.
   *
   * @throws IllegalArgumentException if the file could not be written
   */
  ResultWriter(Path file, ResultFormatType format) {
    this.file = AtomicFile.at(file);
    this.format = format;
  }

  /**
   * Writes the result.
   *
   * @throws IOException if it could not be written; an older file is then as it was
   */
  void write(List<MeasuredRow> rows, Map<String, Object> environment) throws IOException {
    List<RunResult> results = rows.stream().map(MeasuredRow::result).toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(format, out).writeOut(results);
    }
    // JMH writes the forks' JVM options and all parameters, addresses among them.
    String content = Secrets.leaveOut(bytes.toString(StandardCharsets.UTF_8));
    file.replace(
        format == ResultFormatType.JSON
            ? extended(content, rows, environment)
            : content.getBytes(StandardCharsets.UTF_8));
  }

  /** JMH writes its entries in the order of the results. */
  private static byte[] extended(
      String json, List<MeasuredRow> rows, Map<String, Object> environment) {
    JsonNode entries = JSON.readTree(json);
    JsonNode described = JSON.valueToTree(environment);
    int at = 0;
    for (MeasuredRow row : rows) {
      ObjectNode entry = (ObjectNode) entries.get(at++);
      entry.set("environment", described);
      dropFirstMeanings(entry);
      row.batches().ifPresent(batches -> add(entry, batches));
    }
    return JSON.writeValueAsBytes(entries);
  }

  private static void add(ObjectNode entry, MeasuredRow.Batches batches) {
    batches
        .group()
        .ifPresent(
            group -> {
              ObjectNode rounds = entry.putObject("rounds");
              rounds.put("group", group);
              rounds.put("vehicle", batches.vehicle());
              ArrayNode forks = rounds.putArray("makespansUs");
              batches.makespans().forEach(fork -> addMicros(forks.addArray(), fork));
            });
    batches
        .latency()
        .ifPresent(
            latency -> entry.putObject("histograms").put("latency", ContenderResult.text(latency)));
    batches.sample().ifPresent(sample -> entry.set("sample", JSON.readTree(sample)));
  }

  private static void addMicros(ArrayNode micros, List<Long> fork) {
    fork.forEach(nanos -> micros.add(Math.round(nanos / NANOS_PER_TENTH) / TENTHS_PER_MICRO));
  }

  private static void dropFirstMeanings(ObjectNode entry) {
    if (entry.path("benchmark").asString("").contains(CONTENDERS)
        && entry.get("params") instanceof ObjectNode params) {
      LATER_PARAMETERS.forEach(
          parameter -> {
            if (params.path(parameter.key()).asString("").equals(parameter.usual())) {
              params.remove(parameter.key());
            }
          });
    }
  }
}
