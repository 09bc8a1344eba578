package fanout.run;

import static java.util.Map.entry;

import fanout.exchange.ExchangeSpec;
import fanout.ledger.Keeping;
import fanout.process.ChannelKind;
import fanout.process.ChannelSpec;
import fanout.process.WorkerPool;
import fanout.process.WorkerStart;
import fanout.strategy.Chunk;
import fanout.strategy.Strategies;
import fanout.stub.Delay;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The meaning of the benchmark parameters that this program's benchmarks share, so that a value
 * that makes no sense is refused before the first fork rather than inside it.
 */
final class Parameters {
  private static final Map<String, Consumer<String>> CHECKS =
      Map.ofEntries(
          entry("strategy", value -> Strategies.onClassPath().named(value)),
          entry("requests", value -> count("requests", value)),
          entry("requestsPerSlot", value -> count("requestsPerSlot", value)),
          entry("concurrency", value -> count("concurrency", value)),
          entry("delay", Delay::parse),
          entry("exchange", ExchangeSpec::parse),
          entry("chunk", Chunk::parse),
          entry("channel", ChannelKind::parse),
          entry("window", value -> new ChannelSpec(ChannelKind.PIPE, count("window", value))),
          entry(OwnTarget.PARAMETER, OwnTarget::parse),
          entry("ledger", Keeping::parse),
          entry("start", WorkerStart::parse),
          entry("workers", Parameters::workers));

  /** Beyond it a batch's times would not fit into memory. */
  private static final int MOST = 10_000_000;

  /** Each is a JVM of some 60 MB. */
  private static final int MOST_WORKERS = 256;

  private Parameters() {}

  /**
   * Checks one value.
   *
   * @throws IllegalArgumentException if the parameter is known and the value is not one of its
   *     forms
   */
  static void check(String name, String value) {
    Consumer<String> check = CHECKS.get(name);
    if (check != null) {
      check.accept(value);
    }
  }

  /**
   * Checks what parameters say together.
   *
   * @throws IllegalArgumentException if a chunk is larger than the batch it is cut from, or than a
   *     worker process takes
   */
  static void checkTogether(int requests, int concurrency, Chunk chunk) {
    int size = chunk.sizeFor(requests, concurrency);
    if (size > WorkerPool.MAX_CHUNK) {
      throw new IllegalArgumentException(
          "a worker process takes at most " + WorkerPool.MAX_CHUNK + " requests, was " + size);
    }
    if (chunk.fixed() > requests) {
      throw new IllegalArgumentException(
          "chunk must be at most the " + requests + " requests of a batch, was " + chunk.fixed());
    }
  }

  /**
   * Checks that a strategy can work with an exchange.
   *
   * @throws IllegalArgumentException if it has a client of its own and the exchange no network
   */
  static void checkTogether(String strategy, String exchange) {
    if (!Strategies.onClassPath().named(strategy).takes(ExchangeSpec.parse(exchange))) {
      throw new IllegalArgumentException(
          "%s has a client of its own: exchange must use a network (okhttp, jdk), was %s"
              .formatted(strategy, exchange));
    }
  }

  /**
   * Checks that no worker process of a cold batch is without a request.
   *
   * @throws IllegalArgumentException if there are fewer requests than workers
   */
  static void requireWork(int workers, int requests) {
    if (requests < workers) {
      throw new IllegalArgumentException(
          "requests must be at least the " + workers + " workers, was " + requests);
    }
  }

  /** None means the caller's own thread. */
  private static void workers(String value) {
    if (!value.equals("0") && count("workers", value) > MOST_WORKERS) {
      throw new IllegalArgumentException(
          "workers must be from 0 to " + MOST_WORKERS + ", was " + value);
    }
  }

  private static int count(String name, String value) {
    if (!value.matches("-?\\d{1,9}")) {
      throw new IllegalArgumentException(name + " must be a whole number > 0, was '" + value + "'");
    }
    int count = Integer.parseInt(value);
    if (count < 1) {
      throw new IllegalArgumentException(name + " must be > 0, was " + count);
    }
    if (count > MOST) {
      throw new IllegalArgumentException(name + " must be at most " + MOST + ", was " + count);
    }
    return count;
  }
}
