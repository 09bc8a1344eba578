package fanout.benchmarks;

import fanout.process.ChannelKind;
import fanout.process.ChannelSpec;
import fanout.process.Codec;
import fanout.process.ProcessPool;
import fanout.process.Task;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to pass something to another thread or process and get an answer, by each
 * mechanism alone? The price list that explains the strategies' coordination costs.
 *
 * <p>Each score is a round trip, there and back: two hand-offs. Partners wait parked, or blocked in
 * the kernel, so most of it is the waking of an idle thread; the one that spins keeps a processor
 * to itself instead, and so does its caller. Locks and permits are handed from a thread to one that
 * waits for them. Two threads that merely compete for one permit are no measure: each keeps it for
 * as long as it keeps its processor, and it changes hands once in thousands of acquisitions, fair
 * or not.
 *
 * <p>Not measured: doing anything with what is passed, several partners at once, starting pools and
 * processes. Do not add these prices up to predict a strategy: there, slots are woken while others
 * run. Known bias: the caller waits idle, so the processors may fall asleep, which a busy batch
 * does not let them; on a virtual machine such wake-ups vary from minute to minute.
 *
 * <p>{@code java -jar target/benchmarks.jar HandoffBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow"
    })
@Threads(1)
public class HandoffBenchmark {

  /** A pool of one thread. */
  @State(Scope.Benchmark)
  public static class Pool {
    private final ExecutorService executor = Executors.newFixedThreadPool(1);

    /** Ends the pool's thread. */
    @TearDown(Level.Trial)
    public void close() {
      executor.shutdownNow();
      executor.close();
    }
  }

  /** A thread that passes what it takes from one queue on to another. */
  @State(Scope.Benchmark)
  public static class Queues extends Partner {
    private final BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
    private final BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);

    @Override
    void answer() throws InterruptedException {
      back.put(there.take());
    }
  }

  /** A thread that waits under a lock for its turn, and then makes it the caller's. */
  @State(Scope.Benchmark)
  public static class Turns extends Partner {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean partners;

    @Override
    void answer() throws InterruptedException {
      awaitThenGive(true);
    }

    private void awaitThenGive(boolean toPartner) throws InterruptedException {
      lock.lock();
      try {
        while (partners != toPartner) {
          changed.await();
        }
        partners = !toPartner;
        changed.signal();
      } finally {
        lock.unlock();
      }
    }
  }

  /** A thread that waits for its turn without leaving its processor. */
  @State(Scope.Benchmark)
  public static class Spins extends Partner {
    private volatile boolean partners;

    @Override
    void answer() throws InterruptedException {
      while (!partners) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        Thread.onSpinWait();
      }
      partners = false;
    }
  }

  /** A thread that waits for a future, and then completes another. */
  @State(Scope.Benchmark)
  public static class Futures extends Partner {
    private Link callers = new Link();
    private Link partners = callers;

    @Override
    void answer() throws InterruptedException, ExecutionException {
      Link next = partners.there.get();
      partners.back.complete(next);
      partners = next;
    }

    /** One round trip; the way there carries the next. */
    private static final class Link {
      private final CompletableFuture<Link> there = new CompletableFuture<>();
      private final CompletableFuture<Link> back = new CompletableFuture<>();
    }
  }

  /** A thread that waits for a permit, and then gives one back. */
  @State(Scope.Benchmark)
  public static class Permits extends Partner {
    /** Fairness: waiting threads are served in order; nobody else is there to overtake them. */
    @Param({"false", "true"})
    public boolean fair;

    private Semaphore there = new Semaphore(0);
    private Semaphore back = new Semaphore(0);

    @Override
    public void open() {
      there = new Semaphore(0, fair);
      back = new Semaphore(0, fair);
      super.open();
    }

    @Override
    void answer() throws InterruptedException {
      there.acquire();
      back.release();
    }
  }

  /** Another process that answers over one kind of channel. */
  @State(Scope.Benchmark)
  public abstract static class Other {
    private EchoProcess process;

    /** Starts the process. */
    abstract EchoProcess start() throws IOException;

    /** Starts the process, untimed. */
    @Setup(Level.Trial)
    public void open() throws IOException {
      process = start();
    }

    /** Ends the process. */
    @TearDown(Level.Trial)
    public void close() {
      process.close();
    }

    final EchoProcess process() {
      return process;
    }
  }

  /** A process that sends back what comes over its standard input. */
  @State(Scope.Benchmark)
  public static class Pipes extends Other {
    @Override
    EchoProcess start() throws IOException {
      return EchoProcess.overPipes();
    }
  }

  /** A process that sends back what comes over a Unix-domain socket. */
  @State(Scope.Benchmark)
  public static class UnixSocket extends Other {
    @Override
    EchoProcess start() throws IOException {
      return EchoProcess.overSocket();
    }
  }

  /** A task without work. */
  static final class Nothing implements Task<Integer, Integer> {
    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<Integer> resultCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Integer run(Integer argument, fanout.process.Queues queues) {
      return argument;
    }
  }

  /** A pool of one worker process. */
  @State(Scope.Benchmark)
  public static class Worker {
    /** The channel of the frames. */
    @Param({"pipe", "unix"})
    public String channel = "";

    private ProcessPool pool;

    /** Starts the process, untimed. */
    @Setup(Level.Trial)
    public void open() throws InterruptedException {
      pool = ProcessPool.builder(1).channels(new ChannelSpec(ChannelKind.parse(channel), 1)).open();
    }

    /** Ends the process. */
    @TearDown(Level.Trial)
    public void close() {
      pool.close();
    }
  }

  /** A task to a pool's idle thread, and its result back. */
  @Benchmark
  public Integer executorSubmitAndGet(Pool pool) throws ExecutionException, InterruptedException {
    return pool.executor.submit(() -> 1).get();
  }

  /** An element to another thread through a queue, and back through a second one. */
  @Benchmark
  public Integer queuePutAndTake(Queues queues) throws InterruptedException {
    queues.there.put(1);
    return queues.back.take();
  }

  /** A virtual thread started from a platform thread, which waits for its end. */
  @Benchmark
  public void virtualThreadStartAndJoin() throws InterruptedException {
    Thread.ofVirtual().start(() -> {}).join();
  }

  /** A permit that another thread waits for, released to it, and one acquired in return. */
  @Benchmark
  public void semaphoreReleaseAndAcquire(Permits permits) throws InterruptedException {
    permits.there.release();
    permits.back.acquire();
  }

  /** A turn under a lock handed to another thread by a condition, and handed back. */
  @Benchmark
  public void lockHandOver(Turns turns) throws InterruptedException {
    turns.awaitThenGive(false);
    turns.lock.lock();
    try {
      while (turns.partners) {
        turns.changed.await();
      }
    } finally {
      turns.lock.unlock();
    }
  }

  /** A turn given to another thread, and awaited again, by a flag that both read all the time. */
  @Benchmark
  public void spinRoundTrip(Spins spins) {
    spins.partners = true;
    while (spins.partners) {
      Thread.onSpinWait();
    }
  }

  /** A byte to another process and back, over a pipe each way. */
  @Benchmark
  public void pipeRoundTrip(Pipes pipes) throws IOException {
    pipes.process().make();
  }

  /** A byte to another process and back, over a Unix-domain socket. */
  @Benchmark
  public void unixSocketRoundTrip(UnixSocket socket) throws IOException {
    socket.process().make();
  }

  /** A task without work to a worker process, and its result back. */
  @Benchmark
  public Integer workerTaskSubmitAndGet(Worker worker)
      throws ExecutionException, InterruptedException {
    return worker.pool.submit(Nothing.class, 1).get();
  }

  /** A future completed that another thread waits for, which completes one in return. */
  @Benchmark
  public void completableFutureCompletion(Futures futures)
      throws ExecutionException, InterruptedException {
    Futures.Link next = new Futures.Link();
    futures.callers.there.complete(next);
    futures.callers = futures.callers.back.get();
  }
}
