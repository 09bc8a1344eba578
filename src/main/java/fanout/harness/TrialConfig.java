package fanout.harness;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.strategy.Chunk;
import fanout.strategy.FanOutProvider;
import fanout.strategy.Strategies;
import fanout.stub.Delay;
import java.util.Optional;

/**
 * What one trial measures, from the parameters of a benchmark.
 *
 * @param strategy the way of issuing a batch
 * @param requests N, at least 1
 * @param concurrency c, at least 1
 * @param delay the stub's service delay
 * @param exchange what each request is
 * @param chunk how many requests a worker process gets at a time
 * @param target the server that is not ours; empty for the stub server
 * @param recording whether the six times of each request are kept
 */
public record TrialConfig(
    FanOutProvider strategy,
    int requests,
    int concurrency,
    Delay delay,
    ExchangeSpec exchange,
    Chunk chunk,
    Optional<Target> target,
    boolean recording) {

  /**
   * Reads the parameters.
   *
   * @throws IllegalArgumentException if a value has another form or is out of its range
   */
  public static TrialConfig parse(
      String strategy, int requests, int concurrency, String delay, String exchange, String chunk) {
    return new TrialConfig(
        Strategies.onClassPath().named(strategy),
        requests,
        concurrency,
        Delay.parse(delay),
        ExchangeSpec.parse(exchange),
        Chunk.parse(chunk),
        Optional.empty(),
        true);
  }

  /** Returns the same trial with recording on or off. */
  public TrialConfig withRecording(boolean on) {
    return new TrialConfig(strategy, requests, concurrency, delay, exchange, chunk, target, on);
  }

  /**
   * Returns the same trial against another server.
   *
   * @param address {@code stub}, or the address of a server that is not ours
   * @throws IllegalArgumentException if it is neither
   */
  public TrialConfig withTarget(String address) {
    return new TrialConfig(
        strategy,
        requests,
        concurrency,
        delay,
        exchange,
        chunk,
        OwnTarget.parse(address),
        recording);
  }
}
