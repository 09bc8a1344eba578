package fanout.harness;

import fanout.exchange.ExchangeSpec;
import fanout.ledger.Keeping;
import fanout.strategy.Chunk;
import fanout.strategy.Strategy;
import fanout.stub.Delay;

/**
 * What one trial measures, from the parameters of a benchmark.
 *
 * @param strategy the way of issuing a batch
 * @param requests N, at least 1
 * @param concurrency c, at least 1
 * @param delay the stub's service delay
 * @param exchange what each request is
 * @param chunk how many requests a worker process gets at a time
 * @param keeping how much of the requests' times is kept
 */
public record TrialConfig(
    Strategy strategy,
    int requests,
    int concurrency,
    Delay delay,
    ExchangeSpec exchange,
    Chunk chunk,
    Keeping keeping) {

  /**
   * Reads the parameters.
   *
   * @throws IllegalArgumentException if a value has another form or is out of its range
   */
  public static TrialConfig parse(
      String strategy, int requests, int concurrency, String delay, String exchange, String chunk) {
    return new TrialConfig(
        Strategy.of(strategy),
        requests,
        concurrency,
        Delay.parse(delay),
        ExchangeSpec.parse(exchange),
        Chunk.parse(chunk),
        Keeping.FULL);
  }

  /** Returns the same trial with more or less of its times kept. */
  public TrialConfig withKeeping(Keeping detail) {
    return new TrialConfig(strategy, requests, concurrency, delay, exchange, chunk, detail);
  }

  /** Tells whether books are kept at all. */
  public boolean recording() {
    return keeping != Keeping.OFF;
  }

  /** Returns the slots of the strategy: c, or 1 for the single thread. */
  public int slots() {
    return strategy == Strategy.SINGLE_THREAD ? 1 : concurrency;
  }
}
