package fanout.strategy;

import fanout.exchange.ExchangeSpec;

/**
 * A way of issuing a batch that can be named on the command line. {@link Strategy} holds those of
 * this program; one of your own is found by {@link java.util.ServiceLoader}: a public class with a
 * public constructor without parameters, whose name stands in a file {@code
 * META-INF/services/fanout.strategy.FanOutProvider} on the class path.
 */
public interface FanOutProvider {
  /**
   * Returns the name for {@code -p strategy=}: at most 40 letters, digits, {@code _}, {@code -} and
   * {@code .}, a letter first, and unlike every other strategy's.
   */
  String name();

  /** Returns one line that tells a person what it does. */
  String description();

  /**
   * Tells whether it can work with an exchange. One that has a client of its own cannot do without
   * a network; then the exchange says no more than that there is one.
   *
   * @return by default {@code true}
   */
  default boolean takes(ExchangeSpec exchange) {
    return true;
  }

  /**
   * Starts everything that need not be timed: threads, clients, connections.
   *
   * @param config what is to be issued, by how many slots and against what
   * @return a strategy that the caller closes
   * @throws IllegalArgumentException if it cannot do what is asked for; the message says why
   */
  FanOut open(FanOutConfig config);

  /**
   * Returns the slots that it uses of those it is given.
   *
   * @param concurrency c, at least 1
   * @return from 1 to {@code concurrency}, which is the default
   */
  default int slots(int concurrency) {
    return concurrency;
  }

  /**
   * Returns what carries its requests, by which it is compared with a control.
   *
   * @return by default {@link Vehicle#NONE}: it is not compared with any
   */
  default Vehicle vehicle() {
    return Vehicle.NONE;
  }
}
