package fanout.report;

import fanout.model.BreakEven;
import fanout.report.Table.Column;
import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.ForkMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes what processes cost that are started for one batch, and from how many requests they pay.
 */
final class ColdText {
  private static final MetricUnit NANOSECONDS = MetricUnit.parse("ns/op");
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int CALLER = 0;

  /** Columns in milliseconds, but for the steady state. */
  private static final List<Shown> SHOWN =
      List.of(
          new Shown("first reply", MetricName.COLD_FIRST_REPLY),
          new Shown("all first", MetricName.COLD_ALL_FIRST_REPLIES),
          new Shown("last reply", MetricName.COLD_LAST_REPLY),
          new Shown("join", MetricName.COLD_JOIN),
          new Shown("process", MetricName.COLD_PROCESS_START),
          new Shown("JVM", MetricName.COLD_JVM_START),
          new Shown("classes", MetricName.COLD_CLASS_LOADING),
          new Shown("exchange", MetricName.COLD_FIRST_EXCHANGE),
          new Shown("further", MetricName.COLD_FURTHER_REQUESTS),
          new Shown("steady us", MetricName.COLD_STEADY),
          new Shown("CPU first", MetricName.COLD_CPU_TO_FIRST),
          new Shown("CPU last", MetricName.COLD_CPU_TO_LAST));

  private record Shown(String heading, MetricName metric) {}

  private final List<ResultEntry> entries;

  ColdText(ResultFile file) {
    entries = file.entries().stream().filter(ColdText::isCold).toList();
  }

  /** Tells whether an entry is one of a cold start, with all its parameters. */
  static boolean isCold(ResultEntry entry) {
    return NANOSECONDS.convertsTo(entry.primary().unit())
        && !entry.params().containsKey(Parameter.STRATEGY.key())
        && entry.params().getOrDefault("workers", "").matches("\\d{1,9}")
        && entry.params().getOrDefault("requests", "").matches("\\d{1,9}");
  }

  /** Moments from nothing, stages and processor time, a row a variant; empty if there is none. */
  Optional<Table> table() {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("cold start, ms"),
                Column.number("N"),
                Column.text("delay"),
                Column.number("all of it"),
                Column.number("95 % interval")));
    SHOWN.forEach(shown -> columns.add(Column.number(shown.heading())));
    List<List<String>> rows = new ArrayList<>();
    for (ResultEntry entry : entries) {
      List<String> cells = new ArrayList<>();
      ForkMean all = ForkMean.geometric(millis(entry));
      cells.add(label(entry));
      cells.add(String.valueOf(requests(entry)));
      cells.add(entry.params().getOrDefault("delay", "?"));
      cells.add(Figures.brief(all.mean()));
      cells.add(Figures.interval(all));
      SHOWN.forEach(shown -> cells.add(mean(entry, shown.metric())));
      rows.add(cells);
    }
    return Optional.of(new Table(columns, rows));
  }

  /** From how many requests on processes pay, where the result can tell. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    Map<String, List<ResultEntry>> callers = grouped(CALLER);
    for (int workers : entries.stream().map(ColdText::workers).distinct().toList()) {
      if (workers != CALLER) {
        grouped(workers)
            .forEach(
                (setting, cold) -> {
                  List<ResultEntry> caller = callers.getOrDefault(setting, List.of());
                  if (sizesInCommon(caller, cold) > 1) {
                    sentences.add(sentence(cold.getFirst(), caller, cold));
                  }
                });
      }
    }
    return sentences;
  }

  /** By all parameters but the number of requests and of workers. */
  private Map<String, List<ResultEntry>> grouped(int workers) {
    Map<String, List<ResultEntry>> groups = new LinkedHashMap<>();
    for (ResultEntry entry : entries) {
      if (workers(entry) == workers) {
        groups
            .computeIfAbsent(
                entry.key().labelWithout(Set.of("requests", "workers")), any -> new ArrayList<>())
            .add(entry);
      }
    }
    return groups;
  }

  private static int sizesInCommon(List<ResultEntry> one, List<ResultEntry> other) {
    Set<Integer> sizes = sizes(one);
    sizes.retainAll(sizes(other));
    return sizes.size();
  }

  /** Numbers of requests that were measured. */
  private static Set<Integer> sizes(List<ResultEntry> group) {
    return group.stream()
        .filter(entry -> millis(entry).length > 0)
        .map(ColdText::requests)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sentence(
      ResultEntry first, List<ResultEntry> caller, List<ResultEntry> cold) {
    String what =
        "%s, delay %s: ".formatted(label(first), first.params().getOrDefault("delay", "?"));
    return what
        + switch (BreakEven.of(forks(caller), forks(cold))) {
          case BreakEven.From from ->
              String.format(
                  Locale.ROOT,
                  "faster than the caller's own thread from %.0f requests on%s.",
                  from.requests(),
                  from.interval()
                      .map(
                          interval ->
                              String.format(
                                  Locale.ROOT, " [%.0f, %.0f]", interval.low(), interval.high()))
                      .orElse(""));
          case BreakEven.Below below ->
              "faster than the caller's own thread from %d requests on, or fewer."
                  .formatted(below.fewest());
          case BreakEven.Beyond beyond ->
              "not faster than the caller's own thread up to %d requests.".formatted(beyond.most());
        };
  }

  /** What batches took, for each fork; forks of different numbers of requests have no order. */
  private static List<Map<Integer, Double>> forks(List<ResultEntry> group) {
    int forks =
        group.stream()
            .mapToInt(entry -> millis(entry).length)
            .filter(measured -> measured > 0)
            .min()
            .orElse(0);
    List<Map<Integer, Double>> all = new ArrayList<>();
    for (int fork = 0; fork < forks; fork++) {
      Map<Integer, Double> times = new TreeMap<>();
      for (ResultEntry entry : group) {
        double[][] millis = millis(entry);
        if (millis.length > 0) {
          times.put(requests(entry), Arrays.stream(millis[fork]).average().orElseThrow());
        }
      }
      all.add(times);
    }
    return all;
  }

  /** The scores of each fork that has some. */
  private static double[][] millis(ResultEntry entry) {
    return Arrays.stream(entry.primary().forks())
        .filter(fork -> fork.length > 0)
        .map(
            fork ->
                Arrays.stream(fork)
                    .map(
                        score ->
                            NANOSECONDS.convert(score, entry.primary().unit()) / NANOS_PER_MILLI)
                    .toArray())
        .toArray(double[][]::new);
  }

  private static String label(ResultEntry entry) {
    int workers = workers(entry);
    return workers == CALLER
        ? "caller's thread, warm"
        : workers + " " + entry.params().getOrDefault("start", "?");
  }

  private static String mean(ResultEntry entry, MetricName name) {
    return entry
        .metric(name)
        .map(metric -> Figures.brief(ForkMean.of(metric.forks()).mean()))
        .orElse("-");
  }

  private static int workers(ResultEntry entry) {
    return Integer.parseInt(entry.params().getOrDefault("workers", "0"));
  }

  private static int requests(ResultEntry entry) {
    return Integer.parseInt(entry.params().getOrDefault("requests", "0"));
  }
}
