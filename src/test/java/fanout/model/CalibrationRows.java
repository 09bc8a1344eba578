package fanout.model;

import fanout.TimeSpan;
import fanout.results.Metric;
import fanout.results.MetricName;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.Rounds;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The rows of a calibration on a machine of two processors that is known exactly, as an instrument
 * sees it that may be broken in one place.
 */
public final class CalibrationRows {
  private static final int FORKS = 5;
  private static final int BATCHES = 12;
  private static final double PROCESSORS = 2;
  private static final double SLOTS = 10;
  private static final double HAND_OFF_CPU = 4;
  private static final double WAKE_CPU = 6;
  private static final double STUB_CPU = 6;

  /** Lock held: makespan and processor time for each µs, as a small program has seen them. */
  private static final double LOCK_MAKESPAN = 0.77;

  private static final double LOCK_CPU = 1.44;

  /** What the instrument makes of one contender's true figure. */
  public enum Broken {
    /** Nothing is broken. */
    NOTHING,
    /** A fifth of the processor time is not seen. */
    CPU_CLOCK,
    /** The stopwatch stops before the slots have ended, so what is added is half seen. */
    STOPWATCH,
    /** The control leaves out a tenth of the requests. */
    CONTROL,
    /** What is added inside the exchange is lost. */
    INSIDE,
    /** Wake-ups are priced at half of what they cost. */
    PRICE,
    /** Equals are always run in the same order, and the second is slower. */
    ORDER,
    /** Recording takes 0.7 µs a request. */
    RECORDING,
    /** Slot times do not add up. */
    BOOKS
  }

  private final Random random = new Random(14);
  private final Broken broken;
  private final double scatter;

  private CalibrationRows(Broken broken, double scatter) {
    this.broken = broken;
    this.scatter = scatter;
  }

  /** Returns the rows with a scatter of 0.3 % between batches. */
  public static List<ResultEntry> of(Broken broken) {
    return of(broken, 0.003);
  }

  /** Returns the rows with a relative scatter between batches. */
  public static List<ResultEntry> of(Broken broken, double scatter) {
    CalibrationRows rows = new CalibrationRows(broken, scatter);
    List<ResultEntry> entries = new ArrayList<>();
    for (String delay : List.of("0", "2ms")) {
      for (String copy : List.of("a", "b", "c")) {
        entries.add(rows.row("THREAD_POOL", delay, "okhttp", "none", copy, "full"));
        entries.add(rows.row("ORACLE_SHARED", delay, "okhttp", "none", copy, "full"));
      }
      entries.addAll(rows.added(delay, "okhttp"));
      for (int amount = 1; amount <= 4; amount++) {
        entries.add(rows.row("ORACLE_SHARED", delay, "okhttp", "wake:" + amount, "a", "full"));
        String spin = "spin:" + 2 * amount + "us";
        entries.add(rows.row("ORACLE_SHARED", delay, "okhttp", spin, "a", "full"));
      }
    }
    entries.addAll(rows.added("0", "null"));
    for (String ledger : List.of("full", "off")) {
      entries.add(rows.row("THREAD_POOL", "0", "null", "none", "a", ledger));
    }
    return entries;
  }

  private List<ResultEntry> added(String delay, String exchange) {
    List<ResultEntry> entries = new ArrayList<>();
    for (int amount = exchange.equals("null") ? 0 : 1; amount <= 4; amount++) {
      entries.add(row("THREAD_POOL", delay, exchange, "wake:" + amount, "a", "full"));
      for (String kind : List.of("spin:", "lock:", "lock-inside:")) {
        String addition = kind + 2 * amount + "us";
        entries.add(row("THREAD_POOL", delay, exchange, addition, "a", "full"));
      }
    }
    return entries;
  }

  private ResultEntry row(
      String strategy, String delay, String exchange, String addition, String copy, String ledger) {
    SortedMap<String, String> params =
        new TreeMap<>(
            Map.of(
                "strategy", strategy,
                "delay", delay,
                "exchange", exchange,
                "addition", addition,
                "copy", copy,
                "ledger", ledger,
                "requests", "1000",
                "concurrency", "10"));
    double cpu = cpu(params);
    double makespan = makespan(params);
    double rest = Math.max(0, PROCESSORS * makespan - cpu - STUB_CPU);
    TreeMap<String, Metric> metrics = new TreeMap<>();
    put(metrics, MetricName.CPU_CLIENT, any -> cpu * scattered());
    put(metrics, MetricName.CPU_STUB, any -> STUB_CPU);
    put(metrics, MetricName.CPU_COMPILERS, any -> 0);
    put(metrics, MetricName.CPU_REST, any -> rest);
    put(metrics, MetricName.LEDGER_CLOSURE_ERROR, any -> broken == Broken.BOOKS ? 2 : 0);
    List<List<Double>> makespans = new ArrayList<>();
    for (int fork = 0; fork < FORKS; fork++) {
      List<Double> batches = new ArrayList<>();
      for (int batch = 0; batch < BATCHES; batch++) {
        batches.add(1000 * makespan * scattered());
      }
      makespans.add(batches);
    }
    return new ResultEntry(
        new RowKey("fanout.benchmarks.FanOutBenchmark.fanOut", "avgt", params, 1),
        new ResultEntry.Settings(FORKS, 1, "", 1, "", 1),
        new ResultEntry.Jvm("1.37", "", List.of(), "25", "", ""),
        metric(any -> makespan),
        metrics,
        new ResultEntry.Own(
            Optional.empty(),
            Optional.of(new Rounds("1", "PLATFORM_THREADS", makespans)),
            Map.of(),
            Optional.empty()));
  }

  private double scattered() {
    return 1 + scatter * random.nextGaussian();
  }

  private double cpu(Map<String, String> params) {
    boolean pool = "THREAD_POOL".equals(params.get("strategy"));
    double requests = "null".equals(params.get("exchange")) ? 1 : 40;
    double true0 = requests + (pool ? HAND_OFF_CPU : 0);
    double added =
        switch (kind(params)) {
          case "wake" -> price(pool) * WAKE_CPU * amount(params);
          case "spin" -> amount(params);
          case "lock" -> LOCK_CPU * amount(params);
          case "lock-inside" -> broken == Broken.INSIDE ? 0 : LOCK_CPU * amount(params);
          default -> 0;
        };
    double seen = broken == Broken.CPU_CLOCK ? 0.8 : 1;
    return (true0 + added) * seen * (isSkipping(params) ? 0.9 : 1);
  }

  private double makespan(Map<String, String> params) {
    boolean delayed = !"0".equals(params.get("delay"));
    double share = delayed ? 1 / SLOTS : 1 / PROCESSORS;
    boolean pool = "THREAD_POOL".equals(params.get("strategy"));
    double base =
        "null".equals(params.get("exchange")) ? 0.5 + STUB_CPU : delayed ? 206 : 20 + STUB_CPU / 2;
    double added =
        switch (kind(params)) {
          case "wake" -> price(pool) * share * WAKE_CPU * amount(params);
          case "spin" -> share * amount(params);
          case "lock" -> LOCK_MAKESPAN * amount(params);
          case "lock-inside" -> broken == Broken.INSIDE ? 0 : LOCK_MAKESPAN * amount(params);
          default -> 0;
        };
    double whole =
        base + (pool ? share * HAND_OFF_CPU : 0) + (broken == Broken.STOPWATCH ? 0.5 : 1) * added;
    boolean second = "c".equals(params.get("copy")) && broken == Broken.ORDER;
    boolean recorded = "full".equals(params.get("ledger")) && broken == Broken.RECORDING;
    return (whole * (second ? 1.03 : 1) + (recorded ? 0.7 : 0)) * (isSkipping(params) ? 0.9 : 1);
  }

  private double price(boolean pool) {
    return !pool && broken == Broken.PRICE ? 0.5 : 1;
  }

  private boolean isSkipping(Map<String, String> params) {
    return broken == Broken.CONTROL && "ORACLE_SHARED".equals(params.get("strategy"));
  }

  private static String kind(Map<String, String> params) {
    return addition(params).replaceFirst(":.*", "");
  }

  private static String addition(Map<String, String> params) {
    return params.getOrDefault(Parameter.ADDITION.key(), "");
  }

  /** In wake-ups or microseconds. */
  private static double amount(Map<String, String> params) {
    String amount = addition(params).replaceFirst(".*:", "");
    return amount.endsWith("us")
        ? TimeSpan.parse(amount).toNanos() / 1e3
        : Double.parseDouble(amount);
  }

  private static void put(
      Map<String, Metric> metrics, MetricName name, ToDoubleFunction<Integer> fork) {
    metrics.put(name.key(), metric(fork));
  }

  private static Metric metric(ToDoubleFunction<Integer> fork) {
    List<List<Double>> raw = new ArrayList<>();
    for (int number = 0; number < FORKS; number++) {
      raw.add(List.of(fork.applyAsDouble(number)));
    }
    return new Metric(
        raw.getFirst().getFirst(), Double.NaN, MetricUnit.parse("us/request"), raw, List.of());
  }
}
