package fanout.run;

import fanout.results.Suite;
import fanout.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parameters of the named suites: each is the same run of {@code FanOutBenchmark}. */
final class SuiteParameters {
  private static final String LADDER =
      "strategy="
          + words(
              Stream.concat(
                  Strategy.suite().stream(),
                  Stream.of(
                      Strategy.ORACLE_THREADS,
                      Strategy.ORACLE_SHARED,
                      Strategy.ORACLE_VIRTUAL,
                      Strategy.ORACLE_PROCESSES)));

  private SuiteParameters() {}

  /**
   * Returns a suite's values by parameter, one map for each part of it; the benchmark's own
   * defaults hold for the others.
   */
  static List<Map<String, List<String>>> of(Suite suite) {
    return lines(suite).stream().map(SuiteParameters::parse).toList();
  }

  private static List<String> lines(Suite suite) {
    return switch (suite) {
      case DEFAULT -> List.of(LADDER);
      case GRANULARITY ->
          List.of(
              LADDER
                  + " delay=0 exchange=spin:1us,spin:4us,spin:16us,spin:64us,spin:256us,"
                  + "park:20us,park:80us,park:320us,park:1280us");
      case SCALABILITY ->
          List.of(
              "strategy=THREAD_POOL,VIRTUAL_THREADS delay=2ms concurrency=1,2,4,8,16,32,64,128,256",
              "strategy=WORKER_PROCESSES delay=2ms concurrency=1,2,4,8,16,32");
      case CHANNELS ->
          List.of(
              "strategy=WORKER_PROCESSES delay=0 exchange=null"
                  + " chunk=1,python channel=pipe,unix window=8");
      case GROWTH -> growth();
      case RECORDING ->
          List.of("strategy=" + words(Strategy.suite().stream()) + " delay=0 ledger=full,off");
      case EXCHANGES ->
          List.of(
              LADDER + " delay=0 exchange=okhttp,okhttp-quiet,jdk,h2c",
              "strategy=NETTY_EVENT_LOOP delay=0");
      case NULL_CONTROL -> List.of(LADDER + " delay=0 exchange=null");
      case A_A -> List.of(LADDER + " delay=0 copy=a,b");
      case CALIBRATION -> calibration();
    };
  }

  private static List<String> growth() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "strategy=THREAD_POOL,VIRTUAL_THREADS delay=0 exchange=null"
            + " requests=1000,10000,100000,1000000");
    for (int slots = 10; slots <= 100_000; slots *= 10) {
      lines.add(
          "strategy=VIRTUAL_THREADS delay=0 exchange=park:10ms concurrency=%d requests=%d"
              .formatted(slots, 10 * slots));
    }
    return lines;
  }

  /**
   * Known work from nothing up to much more than a hand-off, its control, and equals. What
   * additions cost the control is their price; recording is looked at where it is not lost in a
   * request.
   */
  private static List<String> calibration() {
    String both = "strategy=THREAD_POOL,ORACLE_SHARED";
    String pool = "strategy=THREAD_POOL";
    String[] locks = {"5us", "10us", "15us", "20us"};
    String[] delayed = {"20us", "40us", "60us", "80us"};
    return List.of(
        both + " delay=0 copy=a,b,c",
        both + " delay=2ms copy=a",
        both + " delay=0 addition=spin:0," + additions("wake", "0", "1", "2", "3", "4"),
        both + " delay=2ms addition=" + additions("wake", "1", "2", "4", "6"),
        both + " delay=2ms addition=" + additions("spin", delayed),
        pool + " delay=0 addition=" + additions("spin", "10us", "20us", "30us", "40us"),
        pool + " delay=0 addition=" + additions("lock", locks),
        pool + " delay=0 addition=" + additions("lock-inside", locks),
        pool + " delay=2ms addition=" + additions("lock", delayed),
        pool + " delay=2ms addition=" + additions("lock-inside", delayed),
        pool
            + " delay=0 exchange=null requests=1000 addition="
            + additions("spin", "0", "10us", "20us", "30us", "40us"),
        pool + " delay=0 exchange=null requests=10000 ledger=full,off");
  }

  private static String additions(String kind, String... amounts) {
    return Stream.of(amounts).map(amount -> kind + ":" + amount).collect(Collectors.joining(","));
  }

  private static String words(Stream<Strategy> strategies) {
    return strategies.map(Strategy::name).collect(Collectors.joining(","));
  }

  private static Map<String, List<String>> parse(String line) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String word : line.split(" ", -1)) {
      String[] parameter = word.split("=", 2);
      values.put(parameter[0], List.of(parameter[1].split(",", -1)));
    }
    return values;
  }
}
