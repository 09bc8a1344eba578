package fanout.strategy;

import fanout.exchange.AsyncExchange;
import fanout.exchange.ExchangeSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

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
  THREAD_PER_REQUEST("a platform thread for each request, at most c at once"),
  OKHTTP_ENQUEUE("OkHttp's enqueue, its dispatcher limited to c"),
  JDK_SEND_ASYNC("sendAsync of the JDK's client, c permits"),
  NETTY_EVENT_LOOP("a Netty event loop with c connections: the practical floor"),
  HTTP2_ONE_CONNECTION("a pool of c threads that share one HTTP/2 connection (h2c)");

  private static final Set<Strategy> OWN_CLIENT =
      EnumSet.of(OKHTTP_ENQUEUE, JDK_SEND_ASYNC, NETTY_EVENT_LOOP, HTTP2_ONE_CONNECTION);

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
    return OWN_CLIENT.contains(this);
  }

  @Override
  public int slots(int concurrency) {
    return this == SINGLE_THREAD ? 1 : concurrency;
  }

  /** Returns the vehicle; of controls {@link Vehicle#NONE}, for they have no control. */
  @Override
  public Vehicle vehicle() {
    return switch (this) {
      case THREAD_POOL, THREAD_PER_REQUEST, OKHTTP_ENQUEUE -> Vehicle.PLATFORM_THREADS;
      case VIRTUAL_THREADS -> Vehicle.VIRTUAL_THREADS;
      case WORKER_PROCESSES -> Vehicle.PROCESSES;
      case SINGLE_THREAD,
          ORACLE_THREADS,
          ORACLE_SHARED,
          ORACLE_VIRTUAL,
          ORACLE_PROCESSES,
          JDK_SEND_ASYNC,
          NETTY_EVENT_LOOP,
          HTTP2_ONE_CONNECTION ->
          Vehicle.NONE;
    };
  }

  /** Tells whether each of its slots has a platform thread of this process. */
  public boolean hasPlatformThreads() {
    return switch (this) {
      case THREAD_POOL,
          THREAD_PER_REQUEST,
          ORACLE_THREADS,
          ORACLE_SHARED,
          OKHTTP_ENQUEUE,
          HTTP2_ONE_CONNECTION ->
          true;
      case SINGLE_THREAD,
          VIRTUAL_THREADS,
          ORACLE_VIRTUAL,
          WORKER_PROCESSES,
          ORACLE_PROCESSES,
          JDK_SEND_ASYNC,
          NETTY_EVENT_LOOP ->
          false;
    };
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
      case THREAD_PER_REQUEST -> new ThreadPerRequest(config);
      case OKHTTP_ENQUEUE ->
          new Asynchronous(AsyncExchange.okHttp(config.target(), config.concurrency()));
      case JDK_SEND_ASYNC ->
          new Asynchronous(AsyncExchange.jdk(config.target(), config.concurrency()));
      case NETTY_EVENT_LOOP ->
          new Asynchronous(AsyncExchange.netty(config.target(), config.concurrency()));
      case HTTP2_ONE_CONNECTION -> new ThreadPool(overOneConnection(config));
    };
  }

  private static FanOutConfig overOneConnection(FanOutConfig config) {
    return new FanOutConfig(
        config.concurrency(), ExchangeSpec.parse("h2c"), config.target(), config.chunk());
  }
}
