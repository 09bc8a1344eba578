package fanout.harness;

import fanout.results.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
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
 * one more key, {@code environment}, and lose the parameter {@code target} where it is the stub.
 */
final class ResultWriter {
  /** JMH's decimals are kept digit for digit. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

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
    file.replace(format == ResultFormatType.JSON ? withEnvironment(content, environment) : content);
  }

  private static byte[] withEnvironment(byte[] json, Environment environment) {
    JsonNode entries = JSON.readTree(json);
    JsonNode described = JSON.valueToTree(environment);
    for (JsonNode entry : entries) {
      ((ObjectNode) entry).set("environment", described);
      if (entry.get("params") instanceof ObjectNode params
          && params.path(OwnTarget.PARAMETER).asString("").equals(OwnTarget.STUB)) {
        params.remove(OwnTarget.PARAMETER); // else no older result would have the same rows
      }
    }
    return JSON.writeValueAsBytes(entries);
  }
}
