package fanout.run;

import fanout.results.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parameters of the named suites: each is the same run of {@code FanOutBenchmark}. */
final class SuiteParameters {
  private static final List<String> STRATEGIES =
      List.of("SINGLE_THREAD", "THREAD_POOL", "VIRTUAL_THREADS", "WORKER_PROCESSES");

  private static final List<String> LADDER =
      List.of(
          "SINGLE_THREAD",
          "THREAD_POOL",
          "VIRTUAL_THREADS",
          "WORKER_PROCESSES",
          "ORACLE_THREADS",
          "ORACLE_SHARED",
          "ORACLE_VIRTUAL",
          "ORACLE_PROCESSES");

  private static final List<String> POOL = List.of("THREAD_POOL");

  /** With its control. */
  private static final List<String> CALIBRATED = List.of("THREAD_POOL", "ORACLE_SHARED");

  private SuiteParameters() {}

  /**
   * Returns a suite's values by parameter, one map for each part of it; the benchmark's own
   * defaults hold for the others.
   */
  static List<Map<String, List<String>>> of(Suite suite) {
    return switch (suite) {
      case DEFAULT -> List.of(Map.of("strategy", LADDER));
      case GRANULARITY ->
          List.of(
              Map.of(
                  "strategy",
                  LADDER,
                  "delay",
                  List.of("0"),
                  "exchange",
                  List.of(
                      "spin:1us",
                      "spin:4us",
                      "spin:16us",
                      "spin:64us",
                      "spin:256us",
                      "park:20us",
                      "park:80us",
                      "park:320us",
                      "park:1280us")));
      case SCALABILITY ->
          List.of(
              Map.of(
                  "strategy",
                  List.of("THREAD_POOL", "VIRTUAL_THREADS"),
                  "delay",
                  List.of("2ms"),
                  "concurrency",
                  List.of("1", "2", "4", "8", "16", "32", "64", "128", "256")),
              Map.of(
                  "strategy",
                  List.of("WORKER_PROCESSES"),
                  "delay",
                  List.of("2ms"),
                  "concurrency",
                  List.of("1", "2", "4", "8", "16", "32")));
      case CHANNELS ->
          List.of(
              Map.of(
                  "strategy",
                  List.of("WORKER_PROCESSES"),
                  "delay",
                  List.of("0"),
                  "exchange",
                  List.of("null"),
                  "chunk",
                  List.of("1", "python"),
                  "channel",
                  List.of("pipe", "unix"),
                  "window",
                  List.of("8")));
      case GROWTH ->
          List.of(
              Map.of(
                  "strategy",
                  List.of("THREAD_POOL", "VIRTUAL_THREADS"),
                  "delay",
                  List.of("0"),
                  "exchange",
                  List.of("null"),
                  "requests",
                  List.of("1000", "10000", "100000", "1000000")),
              slots("10", "100"),
              slots("100", "1000"),
              slots("1000", "10000"),
              slots("10000", "100000"),
              slots("100000", "1000000"));
      case RECORDING ->
          List.of(
              Map.of(
                  "strategy", STRATEGIES, "delay", List.of("0"), "ledger", List.of("full", "off")));
      case EXCHANGES ->
          List.of(
              Map.of(
                  "strategy",
                  LADDER,
                  "delay",
                  List.of("0"),
                  "exchange",
                  List.of("okhttp", "okhttp-quiet", "jdk", "h2c")),
              Map.of("strategy", List.of("NETTY_EVENT_LOOP"), "delay", List.of("0")));
      case NULL_CONTROL ->
          List.of(Map.of("strategy", LADDER, "delay", List.of("0"), "exchange", List.of("null")));
      case A_A ->
          List.of(Map.of("strategy", LADDER, "delay", List.of("0"), "copy", List.of("a", "b")));
      case CALIBRATION -> calibration();
    };
  }

  /**
   * Known work from nothing up to much more than a hand-off, its control, and equals. What wake-ups
   * cost the control is their price; recording is looked at where it is not lost in a request.
   */
  private static List<Map<String, List<String>>> calibration() {
    List<String> spins = List.of("0", "10us", "20us", "30us", "40us");
    List<String> locks = List.of("0", "5us", "10us", "15us", "20us");
    List<String> delayed = List.of("0", "20us", "40us", "60us", "80us");
    List<String> wakeUps = additions("wake", List.of("0", "1", "2", "3", "4"));
    List<String> additions = new ArrayList<>(wakeUps);
    additions.addAll(additions("spin", spins));
    additions.addAll(additions("lock", locks));
    additions.addAll(additions("lock-inside", locks));
    List<String> additionsDelayed = new ArrayList<>(wakeUps);
    for (String kind : List.of("spin", "lock", "lock-inside")) {
      additionsDelayed.addAll(additions(kind, delayed));
    }
    return List.of(
        row(CALIBRATED, "0", "copy", List.of("a", "b", "c")),
        row(CALIBRATED, "2ms", "copy", List.of("a")),
        row(CALIBRATED, "0", "addition", wakeUps),
        row(POOL, "0", "addition", additions),
        row(POOL, "2ms", "addition", additionsDelayed),
        withoutHttp("1000", "addition", additions("spin", spins)),
        withoutHttp("10000", "ledger", List.of("full", "off")));
  }

  private static Map<String, List<String>> row(
      List<String> strategies, String delay, String parameter, List<String> values) {
    return Map.of("strategy", strategies, "delay", List.of(delay), parameter, values);
  }

  private static Map<String, List<String>> withoutHttp(
      String requests, String parameter, List<String> values) {
    return Map.of(
        "strategy",
        POOL,
        "delay",
        List.of("0"),
        "exchange",
        List.of("null"),
        "requests",
        List.of(requests),
        parameter,
        values);
  }

  private static List<String> additions(String kind, List<String> amounts) {
    return new ArrayList<>(amounts.stream().map(amount -> kind + ":" + amount).toList());
  }

  private static Map<String, List<String>> slots(String concurrency, String requests) {
    return Map.of(
        "strategy",
        List.of("VIRTUAL_THREADS"),
        "delay",
        List.of("0"),
        "exchange",
        List.of("park:10ms"),
        "concurrency",
        List.of(concurrency),
        "requests",
        List.of(requests));
  }
}
