package fanout.harness;

import fanout.exchange.ExchangeSpec;
import fanout.strategy.Chunk;
import fanout.strategy.Strategy;
import fanout.stub.Delay;
import fanout.worker.ChannelKind;
import fanout.worker.ChannelSpec;

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
 * @param recording whether the six times of each request are kept
 */
public record TrialConfig(
    Strategy strategy,
    int requests,
    int concurrency,
    Delay delay,
    ExchangeSpec exchange,
    Chunk chunk,
    ChannelSpec channels,
    boolean recording) {

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
        ChannelSpec.DEFAULT,
        true);
  }

  /** Returns the same trial with recording on or off. */
  public TrialConfig withRecording(boolean on) {
    return new TrialConfig(strategy, requests, concurrency, delay, exchange, chunk, channels, on);
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
        recording);
  }
}
