package fanout.strategy;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.process.ChannelSpec;
import java.util.function.IntToLongFunction;

/**
 * The arguments that every strategy is opened with.
 *
 * @param concurrency c, the most requests in flight, at least 1
 * @param exchange the exchange that each request uses
 * @param target where requests go, and what a valid reply looks like
 * @param chunk how many requests a worker process gets at a time; other strategies ignore it
 * @param channels how worker processes are reached; other strategies ignore it
 * @param delayNanos the server's delay for the request of a number, in nanoseconds, at least 0:
 *     what controls know beforehand and strategies must not
 */
public record FanOutConfig(
    int concurrency,
    ExchangeSpec exchange,
    Target target,
    Chunk chunk,
    ChannelSpec channels,
    IntToLongFunction delayNanos) {
  /**
   * Makes a configuration with worker processes reached by {@link ChannelSpec#DEFAULT}, for a
   * server that delays all requests alike.
   */
  public FanOutConfig(int concurrency, ExchangeSpec exchange, Target target, Chunk chunk) {
    this(concurrency, exchange, target, chunk, ChannelSpec.DEFAULT, number -> 0);
  }
}
