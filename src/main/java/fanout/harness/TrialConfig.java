package fanout.harness;

import fanout.exchange.ExchangeSpec;
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
 */
public record TrialConfig(
    Strategy strategy,
    int requests,
    int concurrency,
    Delay delay,
    ExchangeSpec exchange,
    Chunk chunk) {

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
        Chunk.parse(chunk));
  }
}
