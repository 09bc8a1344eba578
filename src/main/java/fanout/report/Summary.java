package fanout.report;

import fanout.model.Ladder;
import fanout.model.LadderRow;
import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.Rounds;
import fanout.results.RowKey;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The contenders of a result: for each setting, the strategies side by side.
 *
 * @param settings the settings that the result covers, in the order of the file
 * @param others rows that are no contenders: of other benchmarks, or of other programs
 */
public record Summary(List<Setting> settings, List<ResultEntry> others) {
  /** The parameters in the heading of a setting, so that labels need not repeat them. */
  private static final Set<String> IN_HEADING =
      keys(
          Parameter.STRATEGY,
          Parameter.REQUESTS,
          Parameter.CONCURRENCY,
          Parameter.EXCHANGE,
          Parameter.DELAY,
          Parameter.TARGET);

  /** The parameters in which a strategy may differ from the single thread that did its work. */
  private static final Set<String> NOT_OF_SINGLE_THREAD =
      keys(
          Parameter.STRATEGY,
          Parameter.CONCURRENCY,
          Parameter.CHUNK,
          Parameter.CHANNEL,
          Parameter.WINDOW);

  /** Exchanges without a network. */
  private static final Pattern SERVERLESS = Pattern.compile("(null|spin|park)\\b");

  private static final double MILLIS_PER_SECOND = 1000;

  /**
   * The parameters that all rows of one table share.
   *
   * @param requests N
   * @param concurrency c of all strategies but the single thread
   * @param exchange what a request was
   * @param delay the stub's service delay
   * @param rows the strategies
   * @param target the server that was asked; empty for the stub server without TLS
   */
  public record Setting(
      int requests,
      int concurrency,
      String exchange,
      String delay,
      List<Row> rows,
      Optional<String> target) {
    /** Returns the setting in words, such as {@code 1000 requests, 10 at a time, okhttp, …}. */
    public String title() {
      String reply = delay.equals("0") ? "at once" : "after " + delay;
      boolean isTold = !asksOthers() && !SERVERLESS.matcher(exchange).lookingAt();
      return "%d requests, %d at a time, %s%s%s"
          .formatted(
              requests,
              concurrency,
              exchange,
              target.map(", "::concat).orElse(""),
              isTold ? ", server replies " + reply : "");
    }

    /** Tells whether the server was not ours. */
    public boolean asksOthers() {
      return target.isPresent() && !target.get().equals(Parameter.STUB_TLS);
    }
  }

  /**
   * One contender under one setting.
   *
   * @param strategy its strategy, with further parameters that are not at their usual values
   * @param makespanMillis W in milliseconds, over forks
   * @param requestsPerSecond N ÷ W
   * @param speedUp the single thread's makespan ÷ this one's, with an interval where the two took
   *     turns; empty without a single thread
   * @param ladder what W consists of, where contenders took turns
   * @param entry where all this comes from
   */
  public record Row(
      String strategy,
      ForkMean makespanMillis,
      double requestsPerSecond,
      Optional<ForkMean> speedUp,
      Optional<LadderRow> ladder,
      ResultEntry entry) {
    /** Tells whether it is a control. */
    public boolean isControl() {
      return Ladder.isControl(Parameter.STRATEGY.of(entry));
    }

    /** Tells whether it is the strategy that the others' speed-up counts from. */
    public boolean isSingleThread() {
      return Parameter.STRATEGY.of(entry).equals(Ladder.SINGLE_THREAD);
    }

    /** Returns each fork's mean makespan in milliseconds: of its rounds, where it has them. */
    public double[] forkMillis() {
      return entry
          .rounds()
          .map(Rounds::forkMeansMillis)
          .orElseGet(() -> entry.primary().forkMeansIn(MetricUnit.MILLISECONDS));
    }

    /** Returns a metric's mean over forks; empty if the row lacks it or it is no number. */
    public Optional<ForkMean> mean(MetricName name) {
      return entry
          .metric(name)
          .map(metric -> ForkMean.ofForks(metric.forkMeans()))
          .filter(mean -> Double.isFinite(mean.mean()));
    }

    /** Returns the same, or 0 if there is none. */
    public double value(MetricName name) {
      return mean(name).map(ForkMean::mean).orElse(0.0);
    }
  }

  private record Key(
      int requests,
      int concurrency,
      String exchange,
      String delay,
      String mode,
      Optional<String> target) {}

  /**
   * Summarises a result.
   *
   * @param file any JMH result; rows that are no contenders are listed apart
   */
  public static Summary of(ResultFile file) {
    Map<RowKey, LadderRow> ladders = new HashMap<>();
    Ladder.of(file.entries()).stream()
        .flatMap(ladder -> ladder.rows().stream())
        .forEach(row -> ladders.put(row.entry().key(), row));
    Map<Key, List<ResultEntry>> bySetting = new LinkedHashMap<>();
    List<ResultEntry> others = new ArrayList<>();
    for (ResultEntry entry : file.entries()) {
      keyOf(entry)
          .ifPresentOrElse(
              key -> bySetting.computeIfAbsent(key, fresh -> new ArrayList<>()).add(entry),
              () -> others.add(entry));
    }
    List<Setting> settings = new ArrayList<>();
    bySetting.forEach((key, entries) -> settings.add(settingOf(key, entries, ladders)));
    return new Summary(List.copyOf(settings), List.copyOf(others));
  }

  private static Setting settingOf(
      Key key, List<ResultEntry> entries, Map<RowKey, LadderRow> ladders) {
    List<ResultEntry> singles =
        entries.stream()
            .filter(entry -> Ladder.SINGLE_THREAD.equals(Parameter.STRATEGY.of(entry)))
            .toList();
    List<Row> rows = new ArrayList<>();
    for (ResultEntry entry : entries) {
      Optional<LadderRow> ladder = Optional.ofNullable(ladders.get(entry.key()));
      ForkMean makespan = ladder.map(LadderRow::makespanMillis).orElseGet(() -> makespan(entry));
      Optional<ForkMean> speedUp =
          ladder
              .flatMap(LadderRow::speedUp)
              .or(
                  () ->
                      single(singles, entry)
                          .map(one -> unpaired(makespan(one).mean() / makespan.mean())));
      double perSecond = key.requests() / makespan.mean() * MILLIS_PER_SECOND;
      rows.add(new Row(label(entry), makespan, perSecond, speedUp, ladder, entry));
    }
    return new Setting(
        key.requests(), key.concurrency(), key.exchange(), key.delay(), rows, key.target());
  }

  private static Set<String> keys(Parameter... parameters) {
    return Stream.of(parameters).map(Parameter::key).collect(Collectors.toUnmodifiableSet());
  }

  /** The single thread that did the same work; the first where none did. */
  private static Optional<ResultEntry> single(List<ResultEntry> singles, ResultEntry entry) {
    return singles.stream()
        .filter(single -> isSameWork(single, entry))
        .findFirst()
        .or(() -> singles.stream().findFirst());
  }

  private static boolean isSameWork(ResultEntry single, ResultEntry entry) {
    return Stream.of(single, entry)
        .flatMap(each -> each.params().keySet().stream())
        .filter(name -> !NOT_OF_SINGLE_THREAD.contains(name))
        .allMatch(
            name ->
                Objects.equals(Parameter.valueOf(single, name), Parameter.valueOf(entry, name)));
  }

  private static ForkMean unpaired(double ratio) {
    return new ForkMean(ratio, Double.NaN, Double.NaN, 1);
  }

  /** A contender is told by its parameters and by a score that is a time for each batch. */
  private static Optional<Key> keyOf(ResultEntry entry) {
    Map<String, String> params = entry.params();
    OptionalInt requests = entry.count(Parameter.REQUESTS);
    OptionalInt concurrency = entry.count(Parameter.CONCURRENCY);
    if (!params.containsKey(Parameter.STRATEGY.key())
        || !MetricUnit.MILLISECONDS.convertsTo(entry.primary().unit())
        || entry.primary().rawData().isEmpty()
        || requests.isEmpty()
        || concurrency.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Key(
            requests.getAsInt(),
            concurrency.getAsInt(),
            params.getOrDefault(Parameter.EXCHANGE.key(), "?"),
            params.getOrDefault(Parameter.DELAY.key(), "?"),
            entry.key().mode(),
            Optional.ofNullable(params.get(Parameter.TARGET.key()))
                .filter(target -> !target.equals(Parameter.TARGET.usual()))));
  }

  private static ForkMean makespan(ResultEntry entry) {
    return ForkMean.ofPositive(entry.primary().forkMeansIn(MetricUnit.MILLISECONDS));
  }

  private static String label(ResultEntry entry) {
    StringBuilder label = new StringBuilder(Parameter.STRATEGY.of(entry));
    new TreeMap<>(entry.params())
        .forEach(
            (name, value) -> {
              if (!IN_HEADING.contains(name) && !Parameter.isUsual(name, value)) {
                label.append(' ').append(name).append(' ').append(value);
              }
            });
    return RowKey.visible(label.toString());
  }
}
