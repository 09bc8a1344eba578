package fanout.strategy;

import fanout.exchange.ExchangeSpec;
import java.util.List;

/** This program's own ways of issuing a batch. */
public enum Strategy implements FanOutProvider {
  SINGLE_THREAD("one request after the other on the caller's own thread"),
  THREAD_POOL("a fixed pool of c platform threads"),
  VIRTUAL_THREADS("a virtual thread for each request, at most c in flight"),
  WORKER_PROCESSES("c worker processes"),
  /** A control: {@link #ORACLE_SHARED} without a shared client. */
  ORACLE_THREADS("control: c threads, shares known beforehand, a client each"),
  /** A control: {@link #THREAD_POOL} without queue, futures and gathering. */
  ORACLE_SHARED("control: c threads, shares known beforehand, one client"),
  /** A control: {@link #VIRTUAL_THREADS} without permits and without a thread for each request. */
  ORACLE_VIRTUAL("control: c virtual threads, shares known beforehand"),
  /** A control: {@link #WORKER_PROCESSES} with one message to each worker and one back. */
  ORACLE_PROCESSES("control: c worker processes, one message each and back"),
  NETTY_EVENT_LOOP("a Netty event loop with c connections: the practical floor");

  private final String description;

  Strategy(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }

  /** Returns those of the default suite. */
  public static List<Strategy> suite() {
    return List.of(SINGLE_THREAD, THREAD_POOL, VIRTUAL_THREADS, WORKER_PROCESSES);
  }

  @Override
  public boolean takes(ExchangeSpec exchange) {
    return exchange.usesNetwork() || !hasOwnClient();
  }

  /** Tells whether requests go through a client of its own and not through the exchange. */
  public boolean hasOwnClient() {
    return this == NETTY_EVENT_LOOP;
  }

  @Override
  public int slots(int concurrency) {
    return this == SINGLE_THREAD ? 1 : concurrency;
  }

  /** Returns the vehicle; of controls {@link Vehicle#NONE}, for they have no control. */
  @Override
  public Vehicle vehicle() {
    return switch (this) {
      case THREAD_POOL -> Vehicle.PLATFORM_THREADS;
      case VIRTUAL_THREADS -> Vehicle.VIRTUAL_THREADS;
      case WORKER_PROCESSES -> Vehicle.PROCESSES;
      case SINGLE_THREAD,
          ORACLE_THREADS,
          ORACLE_SHARED,
          ORACLE_VIRTUAL,
          ORACLE_PROCESSES,
          NETTY_EVENT_LOOP ->
          Vehicle.NONE;
    };
  }

  /** Tells whether each of its slots has a platform thread of this process. */
  public boolean hasPlatformThreads() {
    return this == THREAD_POOL || this == ORACLE_THREADS || this == ORACLE_SHARED;
  }

  @Override
  public FanOut open(FanOutConfig config) {
    return switch (this) {
      case SINGLE_THREAD -> new SingleThread(config);
      case THREAD_POOL -> new ThreadPool(config);
      case VIRTUAL_THREADS -> new VirtualThreads(config);
      case WORKER_PROCESSES -> WorkerProcesses.inChunks(config);
      case ORACLE_THREADS -> Oracle.ofThreadsWithOwnClients(config);
      case ORACLE_SHARED -> Oracle.ofThreads(config);
      case ORACLE_VIRTUAL -> Oracle.ofVirtualThreads(config);
      case ORACLE_PROCESSES -> WorkerProcesses.inShares(config);
      case NETTY_EVENT_LOOP -> new NettyEventLoop(config);
    };
  }
}
