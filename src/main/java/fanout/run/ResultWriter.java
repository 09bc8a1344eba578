package fanout.run;

import fanout.results.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a run's result in one of JMH's own formats, completely or not at all. JSON entries gain
 * two more keys: {@code environment}, and {@code sample} where a batch was kept. They lose the
 * parameters that came later and have their first meaning: no older result would have their rows.
 */
final class ResultWriter {
  /** JMH's decimals are kept digit for digit. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** Only the suite's: where a channel is what a benchmark is about, its rows say which. */
  private static final String SUITE = ".FanOutBenchmark.";

  private static final Map<String, String> LATER_PARAMETERS =
      Map.of(OwnTarget.PARAMETER, OwnTarget.STUB, "channel", "pipe", "window", "1");

  private final AtomicFile file;
  private final ResultFormatType format;

  /**
   * Prepares a result's place, so that a run whose result could not be kept does not begin.
   *
   * @throws BadOptionException if the file could not be written
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
  void write(Collection<RunResult> results, Environment environment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(format, out).writeOut(results);
    }
    byte[] content = bytes.toByteArray();
    file.replace(
        format == ResultFormatType.JSON ? extended(content, results, environment) : content);
  }

  /** JMH writes its entries in the order of the results. */
  private static byte[] extended(
      byte[] json, Collection<RunResult> results, Environment environment) {
    JsonNode entries = JSON.readTree(json);
    JsonNode described = JSON.valueToTree(environment);
    int at = 0;
    for (RunResult result : results) {
      ObjectNode entry = (ObjectNode) entries.get(at++);
      entry.set("environment", described);
      dropFirstMeanings(entry);
      if (result.getSecondaryResults().get(SampleResult.NAME) instanceof SampleResult sample) {
        ((ObjectNode) entry.get("secondaryMetrics")).remove(SampleResult.NAME);
        entry.set("sample", JSON.readTree(sample.json()));
      }
    }
    return JSON.writeValueAsBytes(entries);
  }

  private static void dropFirstMeanings(ObjectNode entry) {
    if (entry.path("benchmark").asString("").contains(SUITE)
        && entry.get("params") instanceof ObjectNode params) {
      LATER_PARAMETERS.forEach(
          (name, first) -> {
            if (params.path(name).asString("").equals(first)) {
              params.remove(name);
            }
          });
    }
  }
}
