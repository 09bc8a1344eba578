package fanout.results;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The parameters of this program's benchmarks, whose fields say what each one is. */
public enum Parameter {
  STRATEGY("strategy", ""),
  REQUESTS("requests", ""),
  CONCURRENCY("concurrency", ""),
  EXCHANGE("exchange", "okhttp"),
  DELAY("delay", ""),
  TARGET("target", "stub"),
  REQUESTS_PER_CONNECTION("requestsPerConnection", "all"),
  BODY("body", "32"),
  CHUNK("chunk", "1"),
  CHANNEL("channel", "pipe"),
  WINDOW("window", "1"),
  LEDGER("ledger", "full"),
  COPY("copy", "a"),
  ADDITION("addition", "none"),
  START("start", ""),
  WORKERS("workers", "");

  /** The {@link #TARGET} that is the stub too, over TLS. */
  public static final String STUB_TLS = "stub-tls";

  private final String key;
  private final String usual;

  Parameter(String key, String usual) {
    this.key = key;
    this.usual = usual;
  }

  /** Returns the name on the command line and in result files. */
  public String key() {
    return key;
  }

  /** Returns the value that labels pass over; empty if every value is worth saying. */
  public String usual() {
    return usual;
  }

  /** Returns an entry's value; an entry without this parameter has the usual one. */
  public String of(ResultEntry entry) {
    return entry.params().getOrDefault(key, usual);
  }

  /** Tells whether an entry has the usual value. */
  public boolean isUsualIn(ResultEntry entry) {
    return of(entry).equals(usual);
  }

  /**
   * Returns an entry's value of a parameter of any name; of one of these, the usual value is left
   * out of results.
   *
   * @return the value; {@code null} if there is none
   */
  public static @Nullable String valueOf(ResultEntry entry, String key) {
    String usual =
        Arrays.stream(values())
            .filter(parameter -> parameter.key.equals(key) && !parameter.usual.isEmpty())
            .map(Parameter::usual)
            .findAny()
            .orElse(null);
    return entry.params().getOrDefault(key, usual);
  }

  /** Tells whether a parameter of any name has the value that labels pass over. */
  public static boolean isUsual(String key, String value) {
    return Arrays.stream(values())
        .anyMatch(parameter -> parameter.key.equals(key) && parameter.usual.equals(value));
  }
}
