package fanout.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Results to make pages of: real ones, constructed ones and hostile ones. */
final class Results {
  static final Path BASELINE = Path.of("results/baseline");
  static final Path PLAIN = Path.of("src/test/resources/fanout/report/plain.json");
  static final Path LEDGERS = Path.of("src/test/resources/fanout/report/ledgers.json");
  static final int REQUESTS_PER_SLOT = 100;

  /** Each would run, or break the page, where it is not escaped. */
  static final List<String> HOSTILE =
      List.of(
          "<script>document.title='owned';window.owned=1</script>",
          "</title></style></script><script>window.owned=2</script>",
          "\"><img src=x onerror=window.owned=3>",
          "' autofocus onfocus='window.owned=4",
          "</svg><svg onload=window.owned=5>",
          "<iframe srcdoc='<script>parent.owned=6</script>'></iframe>",
          "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
          "<a href='javascript:window.owned=7'>x</a> --> ]]> <!--",
          "\u202Eright to left\u202C \u0000\u001B[31m",
          "{{constructor.constructor('window.owned=8')()}}${1+1}");

  private static final JsonMapper JSON = JsonMapper.shared();

  private Results() {}

  /** Makes a page of results and writes it. */
  static Path page(Path page, Path... files) {
    List<ResultFile> results = Stream.of(files).map(ResultFile::read).toList();
    try {
      return Files.write(page, new HtmlReport(results).toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The constructed ledgers, each entry with a sampled batch. */
  static Path withSamples(Path folder) {
    ArrayNode entries = (ArrayNode) JSON.readTree(LEDGERS.toFile());
    Random random = new Random(6);
    for (JsonNode entry : entries) {
      ((ObjectNode) entry).set("sample", sample(random, 10));
    }
    return write(folder.resolve("samples.json"), entries);
  }

  private static ObjectNode sample(Random random, int slots) {
    ObjectNode sample = JSON.createObjectNode();
    ArrayNode rows = JSON.createArrayNode();
    long longest = 0;
    for (int slot = 0; slot < slots; slot++) {
      ArrayNode lengths = rows.addArray();
      long sum = 0;
      for (int request = 0; request < REQUESTS_PER_SLOT; request++) {
        long[] each = {5_000L + random.nextInt(60_000), 500, 200_000L + random.nextInt(90_000), 0};
        for (long length : each) {
          lengths.add(length);
          sum += length;
        }
      }
      longest = Math.max(longest, sum);
    }
    rows.addArray(); // a slot that never got a request
    sample.put("makespanNanos", longest + 300_000);
    sample.set("slots", rows);
    return sample;
  }

  /** A result whose every text is hostile. */
  static Path hostile(Path folder) {
    ArrayNode entries = (ArrayNode) JSON.readTree(withSamples(folder).toFile());
    int at = 0;
    for (JsonNode node : entries) {
      ObjectNode entry = (ObjectNode) node;
      String text = HOSTILE.get(at++ % HOSTILE.size());
      ((ObjectNode) entry.get("params")).put("strategy", text);
      entry.put("jdkVersion", text).put("vmName", text).put("vmVersion", text);
      entry.putArray("jvmArgs").add(text);
      ObjectNode environment = JSON.createObjectNode();
      for (String fact : List.of("processorModel", "os", "jdk", "vm", "utc", "commit", "kernel")) {
        environment.put(fact, text);
      }
      environment.putArray("command").add(text);
      environment.putObject("versions").put(text, text);
      entry.set("environment", environment);
    }
    for (String text : HOSTILE) {
      entries.add(entry("org.acme." + text, text, List.of(1.0, 2.0, 3.0)));
    }
    return write(folder.resolve("<b onclick=alert(1)>hostile.json"), entries);
  }

  /** So many benchmarks of another project, three forks each. */
  static Path many(Path folder, int count) {
    return many(folder, count, 0);
  }

  /** The same, one of which takes half as long again for each version after the first. */
  static Path many(Path folder, int count, int version) {
    Random random = new Random(count);
    ArrayNode entries = JSON.createArrayNode();
    for (int i = 0; i < count; i++) {
      double middle = Math.exp(8 * random.nextDouble()) * (i == 77 ? 1 + version / 2.0 : 1);
      ObjectNode entry =
          entry(
              "org.acme.module" + i % 97 + ".SomewhatLongNamedBenchmark.measureThing" + i,
              "ns/op",
              List.of(middle, middle * 1.002, middle * 0.999));
      entry.putObject("params").put("size", String.valueOf(i)).put("kind", "日本語 ελληνικά");
      entries.add(entry);
    }
    return write(folder.resolve("many-" + count + "-" + version + ".json"), entries);
  }

  /** One benchmark with a name and scores of one's own. */
  static Path single(Path folder, String file, String benchmark, List<Double> forks) {
    return named(folder.resolve(file), Map.of(benchmark, forks));
  }

  /** Benchmarks with names and scores of one's own. */
  static Path named(Path file, Map<String, List<Double>> forks) {
    ArrayNode entries = JSON.createArrayNode();
    forks.forEach((benchmark, scores) -> entries.add(entry(benchmark, "ns/op", scores)));
    return write(file, entries);
  }

  private static ObjectNode entry(String benchmark, String unit, List<Double> forks) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("benchmark", benchmark).put("mode", "avgt").put("threads", 1).put("forks", 3);
    entry.put("vmVersion", "25+1");
    ObjectNode metric = entry.putObject("primaryMetric");
    metric.put("score", forks.getFirst()).put("scoreError", "NaN").put("scoreUnit", unit);
    ArrayNode raw = metric.putArray("rawData");
    forks.forEach(fork -> raw.addArray().add(fork));
    entry.putObject("secondaryMetrics");
    return entry;
  }

  /** Returns what a pattern's group finds in a page, which must have it. */
  static String group(String pattern, String page) {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  static Path write(Path file, JsonNode tree) {
    try {
      return Files.writeString(file, JSON.writeValueAsString(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
