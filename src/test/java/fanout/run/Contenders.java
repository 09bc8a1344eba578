package fanout.run;

import java.util.Map;
import java.util.TreeMap;

/** Contenders for tests, from what differs from the defaults. */
final class Contenders {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("strategy", "THREAD_POOL"),
          Map.entry("requests", "1000"),
          Map.entry("concurrency", "10"),
          Map.entry("delay", "0"),
          Map.entry("exchange", "okhttp"),
          Map.entry("chunk", "1"),
          Map.entry("channel", "pipe"),
          Map.entry("window", "1"),
          Map.entry("target", "stub"),
          Map.entry("requestsPerConnection", "all"),
          Map.entry("body", "32"),
          Map.entry("ledger", "full"),
          Map.entry("addition", "none"),
          Map.entry("copy", "a"));

  private Contenders() {}

  /**
   * Returns a contender.
   *
   * @param parameters such as {@code delay=2ms}
   */
  static Contender with(String... parameters) {
    Map<String, String> all = new TreeMap<>(DEFAULTS);
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      all.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return Contender.parse(all);
  }
}
