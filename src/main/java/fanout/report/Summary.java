package fanout.report;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What one result says about fanning out: for each setting, the strategies side by side.
 *
 * @param settings the settings that the result covers, in the order of the file
 * @param others benchmarks that neither compare strategies nor have a table of their own
 */
public record Summary(List<Setting> settings, List<ResultEntry> others) {
  private static final MetricUnit MILLISECONDS = MetricUnit.parse("ms/op");
  static final String SINGLE_THREAD = "SINGLE_THREAD";

  /** Sweeps have tables of their own, and a pair of batches is no makespan. */
  private static final List<String> NOT_COMPARED =
      List.of("GranularityBenchmark.", "ScalabilityBenchmark.", "RecordingBenchmark.");

  /** What a label passes over: parameters of worker processes at their usual values. */
  private static final Map<String, String> USUAL =
      new TreeMap<>(Map.of("chunk", "1", "channel", "pipe", "window", "1"));

  private static final double MILLIS_PER_SECOND = 1000;

  /**
   * What all rows of one table share.
   *
   * @param requests N
   * @param concurrency c of all strategies but the single thread
   * @param exchange what a request was
   * @param delay the stub's service delay
   * @param rows the strategies
   */
  public record Setting(
      int requests, int concurrency, String exchange, String delay, List<Row> rows) {}

  /**
   * One strategy under one setting.
   *
   * @param strategy its name, with chunk, channel and window where they are not the usual ones
   * @param makespanMillis W in milliseconds, over forks
   * @param requestsPerSecond N ÷ W
   * @param speedUp the single thread's makespan ÷ this one's; absent without a single thread
   * @param coordination what the ledgers say; absent if the result holds none
   */
  public record Row(
      String strategy,
      ForkMean makespanMillis,
      double requestsPerSecond,
      OptionalDouble speedUp,
      Optional<Coordination> coordination) {}

  private record Key(int requests, int concurrency, String exchange, String delay, String mode) {}

  /**
   * Summarises a result.
   *
   * @param file any JMH result; benchmarks that do not compare strategies are listed apart
   */
  public static Summary of(ResultFile file) {
    Map<Key, List<ResultEntry>> bySetting = new LinkedHashMap<>();
    List<ResultEntry> others = new ArrayList<>();
    for (ResultEntry entry : file.entries()) {
      Optional<Key> key = keyOf(entry);
      if (key.isPresent()) {
        bySetting.computeIfAbsent(key.get(), fresh -> new ArrayList<>()).add(entry);
      } else if (NOT_COMPARED.stream().noneMatch(name -> entry.benchmark().contains(name))) {
        others.add(entry);
      }
    }
    List<Setting> settings = new ArrayList<>();
    bySetting.forEach((key, entries) -> settings.add(settingOf(key, entries)));
    return new Summary(List.copyOf(settings), List.copyOf(others));
  }

  private static Setting settingOf(Key key, List<ResultEntry> entries) {
    Optional<ForkMean> single =
        entries.stream()
            .filter(entry -> SINGLE_THREAD.equals(entry.params().get("strategy")))
            .findFirst()
            .map(Summary::makespan);
    List<Row> rows = new ArrayList<>();
    for (ResultEntry entry : entries) {
      ForkMean makespan = makespan(entry);
      OptionalDouble speedUp =
          single.isPresent()
              ? OptionalDouble.of(single.get().mean() / makespan.mean())
              : OptionalDouble.empty();
      double perSecond = key.requests() / makespan.mean() * MILLIS_PER_SECOND;
      rows.add(new Row(label(entry), makespan, perSecond, speedUp, Coordination.of(entry)));
    }
    return new Setting(
        key.requests(), key.concurrency(), key.exchange(), key.delay(), List.copyOf(rows));
  }

  /** A setting is told by its parameters and by a score that is a time for each batch. */
  private static Optional<Key> keyOf(ResultEntry entry) {
    Map<String, String> params = entry.params();
    if (NOT_COMPARED.stream().anyMatch(name -> entry.benchmark().contains(name))
        || !params.containsKey("strategy")
        || !MILLISECONDS.convertsTo(entry.primary().unit())) {
      return Optional.empty();
    }
    String requests = params.getOrDefault("requests", "");
    String concurrency = params.getOrDefault("concurrency", "");
    if (!requests.matches("\\d{1,9}") || !concurrency.matches("\\d{1,9}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Key(
            Integer.parseInt(requests),
            Integer.parseInt(concurrency),
            params.getOrDefault("exchange", "?"),
            params.getOrDefault("delay", "?"),
            entry.key().mode()));
  }

  private static ForkMean makespan(ResultEntry entry) {
    Metric metric = entry.primary();
    double[][] millis =
        Arrays.stream(metric.forks())
            .map(
                fork ->
                    Arrays.stream(fork)
                        .map(score -> MILLISECONDS.convert(score, metric.unit()))
                        .toArray())
            .toArray(double[][]::new);
    return ForkMean.geometric(millis);
  }

  private static String label(ResultEntry entry) {
    String strategy = entry.params().getOrDefault("strategy", "?");
    StringBuilder label = new StringBuilder(strategy);
    USUAL.forEach(
        (name, usual) -> {
          String value = entry.params().getOrDefault(name, usual);
          if (!value.equals(usual)) {
            label.append(' ').append(name).append(' ').append(value);
          }
        });
    return label.toString();
  }
}
