package fanout.run;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.Keeping;
import fanout.process.ChannelKind;
import fanout.process.ChannelSpec;
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
 * @param channels how worker processes are reached
 * @param target the server that is not ours; empty for the stub server
 * @param keeping how much of the requests' times is kept
 */
public record TrialConfig(
    FanOutProvider strategy,
    int requests,
    int concurrency,
    Delay delay,
    ExchangeSpec exchange,
    Chunk chunk,
    ChannelSpec channels,
    Optional<Target> target,
    Keeping keeping) {

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
        ChannelSpec.DEFAULT,
        Optional.empty(),
        Keeping.FULL);
  }

  /** Returns the same trial with more or less of its times kept. */
  public TrialConfig withKeeping(Keeping detail) {
    return new TrialConfig(
        strategy, requests, concurrency, delay, exchange, chunk, channels, target, detail);
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
        channels,
        OwnTarget.parse(address),
        keeping);
  }

  /**
   * Returns the same trial with worker processes reached in another way.
   *
   * @param channel the word of a {@link ChannelKind}
   * @param window the most chunks that a worker process has been handed and has not answered
   * @throws IllegalArgumentException if the word is unknown, this system does not have the channel,
   *     or the window is out of its range
   */
  public TrialConfig withChannel(String channel, int window) {
    return new TrialConfig(
        strategy,
        requests,
        concurrency,
        delay,
        exchange,
        chunk,
        new ChannelSpec(ChannelKind.parse(channel), window),
        target,
        keeping);
  }

  /** Tells whether books are kept at all. */
  public boolean recording() {
    return keeping != Keeping.OFF;
  }

  /** Returns the slots of the strategy: c, or 1 for the single thread. */
  public int slots() {
    return strategy.slots(concurrency);
  }
}
