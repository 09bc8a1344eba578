package fanout.model;

import fanout.results.ResultFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Results of contenders that took turns, as a run writes them, with numbers of a test's own. */
public final class Contenders {
  private final List<String> rows = new ArrayList<>();
  private final String params;

  /** Starts a result whose rows have these parameters, as members of a JSON object. */
  public Contenders(String params) {
    this.params = params;
  }

  /** A result of batches of 1000 requests, 10 slots, without delay. */
  public static Contenders ofThousand() {
    return new Contenders(
        "\"requests\": \"1000\", \"concurrency\": \"10\", \"exchange\": \"okhttp\","
            + " \"delay\": \"0\"");
  }

  /** Adds a contender with one batch a fork, of so many milliseconds. */
  public Contenders add(String strategy, String vehicle, double... millis) {
    return addWith(strategy, vehicle, "", millis);
  }

  /** Adds a contender with secondary metrics, as members of a JSON object. */
  public Contenders addWith(String strategy, String vehicle, String metrics, double... millis) {
    rows.add(
        """
        {"jmhVersion": "1.37", "benchmark": "fanout.benchmarks.FanOutBenchmark.fanOut",
         "mode": "avgt", "threads": 1, "forks": %d,
         "params": {%s, "strategy": "%s"},
         "rounds": {"group": "1", "vehicle": "%s", "makespansUs": %s},
         "primaryMetric": {"score": %s, "scoreUnit": "ms/op", "rawData": %s},
         "secondaryMetrics": {%s}}\
        """
            .formatted(
                millis.length,
                params,
                strategy,
                vehicle,
                forks(millis, 1000),
                Arrays.stream(millis).average().orElseThrow(),
                forks(millis, 1),
                metrics));
    return this;
  }

  /** Returns a secondary metric with one value a fork, as a member of a JSON object. */
  public static String metric(String name, String unit, double... forks) {
    return "\"%s\": {\"score\": %s, \"scoreUnit\": \"%s\", \"rawData\": %s}"
        .formatted(name, Arrays.stream(forks).average().orElseThrow(), unit, forks(forks, 1));
  }

  private static String forks(double[] values, double factor) {
    return Arrays.stream(values)
        .mapToObj(value -> "[" + value * factor + "]")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns the result as JMH's JSON. */
  public String json() {
    return rows.stream().collect(Collectors.joining(",\n", "[", "]"));
  }

  /** Returns a result with the same rows, to which others can be added. */
  public Contenders copy() {
    Contenders copy = new Contenders(params);
    copy.rows.addAll(rows);
    return copy;
  }

  /** Returns the result, read back. */
  public ResultFile file() {
    return read(json());
  }

  /** Reads a result from text. */
  public static ResultFile read(String json) {
    try {
      Path file = Files.createTempFile("contenders", ".json");
      try {
        Files.writeString(file, json);
        return ResultFile.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
