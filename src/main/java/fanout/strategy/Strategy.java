package fanout.strategy;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The ways of issuing a batch that this program knows by name. */
public enum Strategy {
  /** One request after the other on the caller's own thread. */
  SINGLE_THREAD,
  /** A fixed pool of c platform threads. */
  THREAD_POOL,
  /** A virtual thread for each request, at most c of them in flight. */
  VIRTUAL_THREADS,
  /** c worker processes that get requests over a channel. */
  WORKER_PROCESSES;

  /**
   * Returns the strategy of the given name.
   *
   * @param name a constant's name
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Strategy of(String name) {
    for (Strategy strategy : values()) {
      if (strategy.name().equals(name)) {
        return strategy;
      }
    }
    String known = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("strategy '" + name + "' is unknown; expected " + known);
  }

  /**
   * Starts everything that the strategy needs before a batch.
   *
   * @return a strategy that the caller closes
   */
  public FanOut open(FanOutConfig config) {
    return switch (this) {
      case SINGLE_THREAD -> new SingleThread(config);
      case THREAD_POOL -> new ThreadPool(config);
      case VIRTUAL_THREADS -> new VirtualThreads(config);
      case WORKER_PROCESSES -> new WorkerProcesses(config);
    };
  }
}
