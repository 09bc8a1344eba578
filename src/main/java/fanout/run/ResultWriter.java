package fanout.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import fanout.os.AtomicFile;
import fanout.os.ReservedFile;
import fanout.results.BadResultException;
import fanout.results.HistogramText;
import fanout.results.Json;
import fanout.results.Parameter;
import fanout.results.Secrets;
import fanout.results.Sittings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
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
 * Writes a run's result in one of JMH's own formats, completely or not at all; what is complete of
 * a run in JSON that ends early is kept beside its place. JSON entries gain more keys: {@code
 * environment}, {@code workerJvmArgs} where a contender's processes have more of them than {@code
 * jvmArgs} has, and for a contender {@code rounds} (its batches' makespans), {@code histograms} and
 * {@code sample} (one batch). They lose the parameters that came later and have their first
 * meaning: no older result would have their rows.
 */
final class ResultWriter implements AutoCloseable {
  /** JMH's decimals are kept digit for digit. */
  static final JsonMapper JSON =
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
          Parameter.BODY,
          Parameter.LEDGER,
          Parameter.COPY,
          Parameter.ADDITION);

  private static final double NANOS_PER_TENTH = 100;
  private static final double TENTHS_PER_MICRO = 10;

  /** Far more than a row takes on disk. */
  private static final long ROW_BYTES = 256 << 10;

  private final ReservedFile file;
  private final ResultFormatType format;
  private final List<RunResult> results = new ArrayList<>();
  private final List<String> entries = new ArrayList<>();

  /** Those of complete forks of a group that has more. */
  private List<String> begun = List.of();

  private boolean joins;

  /** Writes into a file that has been reserved. */
  ResultWriter(ReservedFile file, ResultFormatType format) {
    this.file = file;
    this.format = format;
  }

  /** Returns how much a file may need on disk. */
  static long bytes(int rows) {
    return Math.max(1, rows) * ROW_BYTES;
  }

  /**
   * Takes over rows of a run that ended early.
   *
   * @param joins whether further forks of some will be added
   */
  void takeOver(List<ObjectNode> rows, boolean joins) throws IOException {
    this.joins = joins;
    rows.forEach(row -> entries.add(JSON.writeValueAsString(row)));
    file.put(content());
  }

  /**
   * Keeps rows of which further forks will come, in JSON, until {@link #add} or further ones take
   * their place.
   */
  void begin(List<MeasuredRow> rows, Map<String, Object> environment) {
    if (format == ResultFormatType.JSON) {
      begun =
          extended(inJmhsForm(rows.stream().map(MeasuredRow::result).toList()), rows, environment);
      keep();
    }
  }

  /** Adds complete rows; in JSON they are kept from now on, whatever becomes of the run. */
  void add(List<MeasuredRow> rows, Map<String, Object> environment) {
    List<RunResult> added = rows.stream().map(MeasuredRow::result).toList();
    results.addAll(added);
    if (format == ResultFormatType.JSON) {
      entries.addAll(extended(inJmhsForm(added), rows, environment));
      begun = List.of();
      keep();
    }
  }

  private void keep() {
    try {
      file.put(content());
    } catch (IOException e) {
      return; // the last attempt is made, and told, when the run is complete
    }
  }

  /** Says where rows are kept if there are any, for the end of a message. */
  String kept() {
    int rows = entries.size() + begun.size();
    return rows == 0 || format != ResultFormatType.JSON
        ? ""
        : "; %d rows are kept: the same command with %s %s goes on"
            .formatted(rows, KeptRows.OPTION, file.part());
  }

  /**
   * Writes all rows.
   *
   * @throws IOException if they could not be written to their file, which is then as it was; the
   *     message says where they are
   */
  Path finish() throws IOException {
    try (file) {
      file.put(content());
      if (joins) {
        file.put(joined(file.part()));
      }
      file.finish();
      return file.path();
    } catch (IOException | BadResultException e) { // the latter if what was put cannot be read
      Path other = Files.createTempFile("result-", "-" + file.path().getFileName());
      AtomicFile.at(other).replace(content());
      if (joins) {
        AtomicFile.at(other).replace(joined(other));
      }
      throw new IOException(
          "%s: %s; the result is in %s".formatted(file.path(), e.getMessage(), other), e);
    }
  }

  /** Leaves what is complete, for {@code --resume}. */
  @Override
  public void close() {
    file.close();
  }

  /** Returns what a file has, with the forks of each benchmark in one entry. */
  private static byte[] joined(Path file) {
    return Json.write(Sittings.joined(List.of(file))).getBytes(UTF_8);
  }

  private byte[] content() {
    String text =
        format == ResultFormatType.JSON
            ? Stream.concat(entries.stream(), begun.stream()).collect(joining(", ", "[ ", " ]"))
            : Secrets.leaveOut(inJmhsForm(results));
    return text.getBytes(UTF_8);
  }

  /** JMH writes the forks' JVM options and all parameters, addresses among them. */
  private String inJmhsForm(List<RunResult> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, UTF_8)) {
      ResultFormatFactory.getInstance(format, out).writeOut(rows);
    }
    return bytes.toString(UTF_8);
  }

  /**
   * JMH writes its entries in the order of the results. Secrets are left out of what was parsed:
   * those with quotes or blanks have no end in its text.
   */
  private static List<String> extended(
      String json, List<MeasuredRow> rows, Map<String, Object> environment) {
    JsonNode written = JSON.readTree(json);
    ObjectNode described = JSON.valueToTree(environment);
    List<String> extended = new ArrayList<>();
    for (MeasuredRow row : rows) {
      ObjectNode entry = Secrets.leaveOut((ObjectNode) written.get(extended.size()));
      entry.set("environment", ofForks(entry, described));
      dropFirstMeanings(entry);
      row.batches().ifPresent(batches -> add(entry, batches));
      extended.add(JSON.writeValueAsString(entry));
    }
    return extended;
  }

  /** With {@code -jvm} what is measured runs on another JDK than what measures it. */
  private static ObjectNode ofForks(ObjectNode entry, ObjectNode ofHost) {
    String jdk = entry.path("jdkVersion").asString("");
    String vm = entry.path("vmName").asString("");
    String build = entry.path("vmVersion").asString("");
    ObjectNode ofForks = ofHost.deepCopy();
    if (!jdk.equals(System.getProperty("java.version"))
        || !build.equals(System.getProperty("java.vm.version"))) {
      replace(ofForks, "jdk", build.startsWith(jdk) ? build : jdk);
    }
    if (!vm.equals(System.getProperty("java.vm.name"))) {
      replace(ofForks, "vm", vm);
    }
    return ofForks;
  }

  private static void replace(ObjectNode environment, String fact, String ofForks) {
    environment.set(Objects.requireNonNull(Environment.HOSTS.get(fact)), environment.path(fact));
    environment.put(fact, ofForks);
  }

  private static void add(ObjectNode entry, MeasuredRow.Batches batches) {
    if (!batches.workerJvmArgs().isEmpty()) {
      batches.workerJvmArgs().forEach(entry.putArray("workerJvmArgs")::add);
    }
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
            latency -> entry.putObject("histograms").put("latency", HistogramText.of(latency)));
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
