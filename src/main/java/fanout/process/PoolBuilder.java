package fanout.process;

import fanout.os.JvmCommand;
import fanout.process.Frame.Call;
import fanout.process.ProcessPool.OnWorkerDeath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link ProcessPool}.
 *
 * <p>Workers run on this process's Java and class path, with its collector, its heap and its system
 * properties unless the options given here say otherwise; not with its agents, ports and log files.
 */
public final class PoolBuilder {
  private static final Executor ON_VIRTUAL_THREADS =
      completion -> Thread.ofVirtual().name("process-pool-callback").start(completion);

  private final int workers;
  private final List<String> options = new ArrayList<>();
  private JvmCommand command = JvmCommand.of(WorkerMain.class.getName());
  private ChannelSpec channels = ChannelSpec.DEFAULT;
  private @Nullable Call initializer;
  private OnWorkerDeath onWorkerDeath = OnWorkerDeath.BREAK;
  private Executor callbacks = ON_VIRTUAL_THREADS;
  private @Nullable Duration readyLimit;
  private Duration closeLimit = Duration.ofSeconds(2);
  private boolean waits = true;
  private boolean shown;

  PoolBuilder(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be > 0, was " + workers);
    }
    this.workers = workers;
  }

  /** Chooses how workers are reached; by default {@link ChannelSpec#DEFAULT}. */
  public PoolBuilder channels(ChannelSpec spec) {
    channels = spec;
    return this;
  }

  /** Adds options of the workers' JVMs, such as {@code -Xmx256m}. */
  public PoolBuilder jvmOptions(List<String> more) {
    options.addAll(more);
    return this;
  }

  /** Sets a system property in the workers. */
  public PoolBuilder property(String name, String value) {
    options.add("-D" + name + "=" + value);
    return this;
  }

  /**
   * Lets each worker run a task before all others, a replacement too; its result is dropped.
   *
   * @throws IllegalArgumentException if no worker could find or instantiate the class
   * @throws EncodingException if the argument cannot be encoded
   */
  public <A, R> PoolBuilder initializer(Class<? extends Task<A, R>> task, A argument) {
    initializer = TaskType.of(task).call(List.of(argument), false);
    return this;
  }

  /** Chooses what a worker's death means; by default it breaks the pool. */
  public PoolBuilder onWorkerDeath(OnWorkerDeath meaning) {
    onWorkerDeath = meaning;
    return this;
  }

  /** Chooses where futures are completed; by default each on a virtual thread of its own. */
  public PoolBuilder callbacks(Executor executor) {
    callbacks = executor;
    return this;
  }

  /**
   * Chooses how long a worker may take from its start, a replacement too, until it is ready and its
   * initializer has ended; by default 30 s and, of each processor's share of the workers, 2 s for
   * each. One that takes longer is killed, which breaks the pool.
   */
  public PoolBuilder readyLimit(Duration limit) {
    readyLimit = limit;
    return this;
  }

  /**
   * Chooses how long workers have, together, to end when the pool is closed; by default 2 s. Those
   * that have not are killed, and closing takes at most some 6 s more.
   */
  public PoolBuilder closeLimit(Duration limit) {
    closeLimit = limit;
    return this;
  }

  /** Prints what workers print to this process's standard error, with the worker's index. */
  public PoolBuilder showOutput() {
    shown = true;
    return this;
  }

  /** Lets {@link #open} return while workers still start; each gets tasks when it is ready. */
  public PoolBuilder withoutWaiting() {
    waits = false;
    return this;
  }

  /** Starts another program than {@link WorkerMain}. */
  PoolBuilder command(JvmCommand other) {
    command = other;
    return this;
  }

  /**
   * Starts the workers, all at once.
   *
   * @throws IllegalArgumentException if the machine cannot hold so many
   * @throws WorkerDiedException if a worker dies or is not ready in time; no process is left
   * @throws TaskFailedException if the initializer fails; no process is left
   * @throws UncheckedIOException if a process cannot be started; none is left
   * @throws InterruptedException if interrupted while waiting; no process is left
   */
  public ProcessPool open() throws InterruptedException {
    WorkerNeeds.requireFor(workers);
    // A task that needs more memory than there is fails by itself, like any that throws.
    JvmCommand complete =
        command
            .withOptionsOfThisJvm(options)
            .withOptions("-XX:-ExitOnOutOfMemoryError")
            .withOptions(options);
    Duration ready =
        readyLimit != null
            ? readyLimit
            : Workers.readyLimit(workers, Runtime.getRuntime().availableProcessors());
    PoolSettings.Limits limits = new PoolSettings.Limits(ready, closeLimit);
    Workers started =
        new Workers(
            new PoolSettings(
                workers, complete, channels, initializer, onWorkerDeath, limits, shown));
    boolean opened = false;
    try {
      started.start();
      if (waits) {
        started.awaitReady();
      }
      opened = true;
      return new ProcessPool(started, callbacks);
    } catch (IOException e) {
      throw new UncheckedIOException("a worker process could not be started", e);
    } finally {
      if (!opened) {
        started.kill();
        started.close();
      }
    }
  }
}
