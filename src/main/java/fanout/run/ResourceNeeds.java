package fanout.run;

import fanout.process.WorkerNeeds;
import fanout.strategy.Strategy;
import java.util.Set;

/**
 * What a benchmark variant needs of the machine, so that what cannot be had is refused before
 * anything starts.
 *
 * @param requests N, at least 1
 * @param concurrency c, at least 1
 * @param files open files of the process that needs most of them
 * @param ports connections to the one stub server
 * @param threads threads of all processes that the variant starts
 * @param processes worker processes
 * @param heapBytes heap of the fork that holds the batch
 */
record ResourceNeeds(
    int requests,
    int concurrency,
    long files,
    long ports,
    long threads,
    long processes,
    long heapBytes) {
  /** The files of a JVM by itself: its image, the jars, the epoll instances, with some to spare. */
  private static final int JVM_FILES = 200;

  private static final int JVM_THREADS = 50;

  /** Those that have a platform thread in each slot. */
  private static final Set<String> THREADED =
      Set.of(
          Strategy.THREAD_POOL.name(),
          Strategy.THREAD_PER_REQUEST.name(),
          Strategy.ORACLE_THREADS.name(),
          Strategy.ORACLE_SHARED.name(),
          Strategy.OKHTTP_ENQUEUE.name(),
          Strategy.HTTP2_ONE_CONNECTION.name());

  /** The six times, and what the books sort, for each request. */
  private static final int LEDGER_BYTES = 64;

  /** A request's outcome, its future, its task, and its place in a queue. */
  private static final int TASK_BYTES = 200;

  /** The same with a virtual thread and its stack, as far as it has got when it waits. */
  private static final int VIRTUAL_TASK_BYTES = 900;

  /** Works out what a variant needs. */
  static ResourceNeeds of(Contender contender) {
    String strategy = contender.strategy().name();
    int concurrency = contender.slots();
    int requests = contender.requests();
    boolean sockets = contender.exchange().usesNetwork();
    boolean workers = contender.usesWorkers();
    boolean threaded = THREADED.contains(strategy);
    boolean virtual = strategy.equals(Strategy.VIRTUAL_THREADS.name());
    boolean shared = strategy.equals(Strategy.HTTP2_ONE_CONNECTION.name());
    long connections = sockets ? shared ? 1 : concurrency : 0;
    long pipes = workers ? (long) WorkerNeeds.DESCRIPTORS * concurrency : 0;
    long threads = workers ? (long) WorkerNeeds.THREADS * concurrency : threaded ? concurrency : 0;
    long bytes = (long) LEDGER_BYTES + (virtual ? VIRTUAL_TASK_BYTES : TASK_BYTES);
    return new ResourceNeeds(
        requests,
        concurrency,
        JVM_FILES + Math.max(connections, pipes),
        connections,
        JVM_THREADS + threads,
        workers ? concurrency : 0,
        bytes * requests);
  }
}
