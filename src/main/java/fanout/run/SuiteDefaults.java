package fanout.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The default parameters of the named suites: each is the same run of {@code FanOutBenchmark}. */
public enum SuiteDefaults {
  /** The strategies with their controls, without and with a delay. */
  DEFAULT(Map.of("strategy", Values.LADDER)),
  /** From which length of a request on is a strategy worth it? */
  GRANULARITY(
      Map.of(
          "strategy",
          Values.LADDER,
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
              "park:1280us"))),
  /** How does throughput grow with slots? */
  SCALABILITY(
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
          List.of("1", "2", "4", "8", "16", "32"))),
  /** What do channel and chunk change for worker processes? */
  CHANNELS(
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
          List.of("8"))),
  /** Does a request cost the same in a large batch, and with many slots? */
  GROWTH(
      Map.of(
          "strategy",
          List.of("THREAD_POOL", "VIRTUAL_THREADS"),
          "delay",
          List.of("0"),
          "exchange",
          List.of("null"),
          "requests",
          List.of("1000", "10000", "100000", "1000000")),
      Values.slots("10", "100"),
      Values.slots("100", "1000"),
      Values.slots("1000", "10000"),
      Values.slots("10000", "100000"),
      Values.slots("100000", "1000000")),
  /** What does recording each request's times cost? */
  RECORDING(
      Map.of(
          "strategy", Values.STRATEGIES, "delay", List.of("0"), "ledger", List.of("full", "off"))),
  /** What does the HTTP client change? */
  EXCHANGES(
      Map.of(
          "strategy",
          Values.LADDER,
          "delay",
          List.of("0"),
          "exchange",
          List.of("okhttp", "okhttp-quiet", "jdk", "h2c")),
      Map.of("strategy", List.of("NETTY_EVENT_LOOP"), "delay", List.of("0"))),
  /** What is left where requests cost nothing? */
  NULL_CONTROL(
      Map.of("strategy", Values.LADDER, "delay", List.of("0"), "exchange", List.of("null"))),
  /** How far apart are two equals? */
  AA(Map.of("strategy", Values.LADDER, "delay", List.of("0"), "copy", List.of("a", "b")));

  /** Values that several suites have. */
  private static final class Values {
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

  private final List<Map<String, List<String>>> blocks;

  @SafeVarargs
  SuiteDefaults(Map<String, List<String>>... blocks) {
    this.blocks = List.of(blocks);
  }

  /** Returns the name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the parameters' values by name, one map for each part of the suite; the benchmark's own
   * defaults hold for the others.
   */
  List<Map<String, List<String>>> blocks() {
    return blocks;
  }
}
