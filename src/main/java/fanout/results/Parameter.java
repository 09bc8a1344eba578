package fanout.results;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The benchmark parameters that this program's benchmarks share. */
public enum Parameter {
  STRATEGY("strategy", "", "how the batch is issued"),
  REQUESTS("requests", "", "N, the requests of a batch"),
  CONCURRENCY("concurrency", "", "c, the most requests in flight"),
  EXCHANGE("exchange", "okhttp", "what a request is"),
  DELAY("delay", "", "the stub server's service time"),
  TARGET("target", "stub", "the server that is asked"),
  REQUESTS_PER_CONNECTION(
      "requestsPerConnection", "all", "requests before the stub closes a connection"),
  BODY("body", "32", "bytes of each reply of the stub"),
  CHUNK("chunk", "1", "requests that a worker process gets at once"),
  CHANNEL("channel", "pipe", "how driver and worker processes talk"),
  WINDOW("window", "1", "chunks that a worker process has in hand"),
  LEDGER("ledger", "full", "what is recorded of each request"),
  COPY("copy", "a", "keeps equal contenders apart"),
  ADDITION("addition", "none", "known work added to each request"),
  START("start", "", "how processes are started for one batch"),
  WORKERS("workers", "", "processes started for one batch");

  /** The {@link #TARGET} that is the stub too, over TLS. */
  public static final String STUB_TLS = "stub-tls";

  private final String key;
  private final String usual;
  private final String meaning;

  Parameter(String key, String usual, String meaning) {
    this.key = key;
    this.usual = usual;
    this.meaning = meaning;
  }

  /** Returns the name on the command line and in result files. */
  public String key() {
    return key;
  }

  /** Returns the value that labels pass over; empty if every value is worth saying. */
  public String usual() {
    return usual;
  }

  /** Returns a few words for people. */
  public String meaning() {
    return meaning;
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
