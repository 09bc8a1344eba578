package fanout.results;

import java.util.Arrays;

/** The benchmark parameters that this program's benchmarks share. */
public enum Parameter {
  /** The way of issuing the batch. */
  STRATEGY("strategy", "", "how the batch is issued"),
  /** N. */
  REQUESTS("requests", "", "N, the requests of a batch"),
  /** c. */
  CONCURRENCY("concurrency", "", "c, the most requests in flight"),
  /** The kind of a request. */
  EXCHANGE("exchange", "okhttp", "what a request is"),
  /** The stub's service time. */
  DELAY("delay", "", "the stub server's service time"),
  /** A server of the user's, or the stub. */
  TARGET("target", "stub", "the server that is asked"),
  /** The requests after which the stub closes a connection. */
  REQUESTS_PER_CONNECTION(
      "requestsPerConnection", "unlimited", "requests before the stub closes a connection"),
  /** Requests that a worker process gets at once. */
  CHUNK("chunk", "1", "requests that a worker process gets at once"),
  /** The channel between driver and workers. */
  CHANNEL("channel", "pipe", "how driver and worker processes talk"),
  /** Chunks that a worker has in hand. */
  WINDOW("window", "1", "chunks that a worker process has in hand"),
  /** The part of each request's times that is recorded. */
  LEDGER("ledger", "full", "what is recorded of each request"),
  /** Keeps equal contenders apart. */
  COPY("copy", "a", "keeps equal contenders apart"),
  /** Known work added to each request. */
  ADDITION("addition", "none", "known work added to each request"),
  /** The way of starting cold processes. */
  START("start", "", "how processes are started for one batch"),
  /** The number of cold processes. */
  WORKERS("workers", "", "processes started for one batch");

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

  /** Tells whether a parameter of any name has the value that labels pass over. */
  public static boolean isUsual(String key, String value) {
    return Arrays.stream(values())
        .anyMatch(parameter -> parameter.key.equals(key) && parameter.usual.equals(value));
  }
}
