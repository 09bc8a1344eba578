package fanout.strategy;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.os.JvmCommand;
import fanout.process.ChannelSpec;
import fanout.process.ProcessPool;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/**
 * A share in this JVM's worker processes. Strategies that are open at once and ask the same server
 * in the same way use the same pool, so that ten workers need not be started and compiled for each
 * of them; a larger pool also serves a strategy with a smaller c. The last to close ends the pool.
 *
 * <p>Strategies that share a pool take turns.
 */
public final class SharedWorkers implements AutoCloseable {
  /** Name of the thread that runs a worker, which is the one slot of its process. */
  static final String SLOT_THREADS = "java";

  private static final List<Pool> OPEN = new ArrayList<>();

  /**
   * Each of c workers sees a part of c of a batch's requests: a lower threshold makes its compilers
   * start after as many batches as they do in a JVM that sees all, and a request waits for them
   * instead of taking their processors; what they make is the same. Ten workers on two processors
   * were warm after 12 s instead of 21 by the first; after 20 s they took 140 to 298 ms for 1000
   * requests with the second, and 418 to 553 without. And none may live on without memory, which a
   * library's own threads would not tell.
   */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:CompileThresholdScaling=0.2",
          "-XX:-BackgroundCompilation",
          "-XX:+ExitOnOutOfMemoryError");

  /**
   * For the same reason a small young generation: until each of its pages has been touched once,
   * requests pay for it. Where page faults are dear (a hypervisor that keeps page tables in
   * software) ten workers took 300 ms for 1000 requests after half a minute, and 99 with this.
   */
  private static final String YOUNG_GENERATION = "-Xmn16m";

  private final Pool pool;
  private boolean closed;

  /** A pool that is open, and how many use it. */
  private static final class Pool {
    private final Use use;
    private final int size;
    private final ProcessPool workers;
    private final AtomicLongArray connectionsOpened;
    private int users;
    private boolean spoiled;

    Pool(Use use, int size, ProcessPool workers) {
      this.use = use;
      this.size = size;
      this.workers = workers;
      connectionsOpened = new AtomicLongArray(size);
    }
  }

  private record Use(ExchangeSpec exchange, Target target, ChannelSpec channels) {}

  private SharedWorkers(Pool pool) {
    this.pool = pool;
  }

  /**
   * Returns a share in a pool that is open and large enough, or in a new one.
   *
   * @throws fanout.process.WorkerDiedException if a worker dies or is not ready in time
   * @throws IllegalStateException if interrupted while worker processes started
   */
  static SharedWorkers open(FanOutConfig config) {
    synchronized (OPEN) {
      Use use = new Use(config.exchange(), config.target(), config.channels());
      Pool pool =
          OPEN.stream()
              .filter(open -> open.use.equals(use) && open.size >= config.concurrency())
              .findFirst()
              .orElseGet(() -> start(use, config.concurrency()));
      pool.users++;
      return new SharedWorkers(pool);
    }
  }

  private static Pool start(Use use, int size) {
    try {
      ProcessPool workers =
          ProcessPool.builder(size)
              .channels(use.channels)
              .jvmOptions(jvmOptions(ManagementFactory.getRuntimeMXBean().getInputArguments()))
              .jvmOptions(use.exchange.jvmOptions())
              .initializer(
                  IssueRequests.Open.class, IssueRequests.Open.argument(use.exchange, use.target))
              .open();
      Pool pool = new Pool(use, size, workers);
      OPEN.add(pool);
      return pool;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while worker processes started", e);
    }
  }

  /**
   * Returns what JVMs of workers are given that their parent has not; the user's choice of a heap
   * is that of the workers too.
   *
   * @param ofParent the options of the JVM that starts them
   */
  public static List<String> jvmOptions(Collection<String> ofParent) {
    if (JvmCommand.choosesHeap(ofParent)) {
      return JVM_OPTIONS;
    }
    return Stream.concat(JVM_OPTIONS.stream(), Stream.of(YOUNG_GENERATION)).toList();
  }

  ProcessPool pool() {
    return pool.workers;
  }

  /** Returns how many connections each worker had opened when it last answered one of its users. */
  AtomicLongArray connectionsOpened() {
    return pool.connectionsOpened;
  }

  /** Says that a batch has not come to its end, and may be under way. */
  void spoil() {
    synchronized (OPEN) {
      pool.spoiled = true;
    }
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (closed) {
        return;
      }
      closed = true;
      pool.users--;
      if (pool.users == 0) {
        OPEN.remove(pool);
        if (pool.spoiled) {
          pool.workers.kill(); // nobody waits for what is under way
        } else {
          pool.workers.close();
        }
      }
    }
  }
}
