package fanout.ledger;

import fanout.os.Affinity;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What two things cost on this machine at this moment, whatever is being measured: computing, and
 * waking an idle thread. On virtual machines the second changes from minute to minute with the
 * host's idle policy, so coordination is also given in wake-ups.
 *
 * <p>All are medians of many.
 *
 * @param computeNanos a fixed amount of computing: {@link #COMPUTE_ROUNDS} dependent rounds of a
 *     generator, in nanoseconds, above 0
 * @param wakeUpNanos from one thread's unpark to the other's running on, one way, in nanoseconds,
 *     above 0
 * @param pipeWakeUpNanos the same between two processes over a pipe; empty if there was none
 */
public record MachineReference(
    double computeNanos, double wakeUpNanos, OptionalDouble pipeWakeUpNanos) {
  /** The amount of computing; about a millisecond on a processor of 3 GHz. */
  public static final int COMPUTE_ROUNDS = 500_000;

  /** Two references of one kind agree while the larger is at most this many times the smaller. */
  public static final double DRIFT_RATIO = 1.25;

  private static final int COMPUTE_WARM_UP = 10;
  private static final int COMPUTE_SAMPLES = 31;

  /** Read by nobody; a store that the compiler cannot drop keeps the rounds from being dropped. */
  @SuppressWarnings("unused")
  private static volatile long sink;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is not above 0
   */
  public MachineReference {
    requirePositive(computeNanos, "computeNanos");
    requirePositive(wakeUpNanos, "wakeUpNanos");
    if (pipeWakeUpNanos.isPresent()) {
      requirePositive(pipeWakeUpNanos.getAsDouble(), "pipeWakeUpNanos");
    }
  }

  /**
   * Measures computing and the wake-up of a thread, in about a tenth of a second.
   *
   * @throws InterruptedException if the caller was interrupted
   */
  public static MachineReference measure() throws InterruptedException {
    try {
      return new MachineReference(compute(), wakeUp(), OptionalDouble.empty());
    } catch (IOException e) {
      throw new AssertionError("threads wake each other without input or output", e);
    }
  }

  /**
   * Measures computing, the wake-up of a thread and the wake-up of another process, in less than
   * two tenths of a second.
   *
   * @param pipe a round trip over a pipe to a process that waits for nothing else
   * @throws IOException if the round trip fails
   * @throws InterruptedException if the caller was interrupted
   */
  public static MachineReference measure(RoundTrip pipe) throws IOException, InterruptedException {
    return new MachineReference(
        compute(), wakeUp(), OptionalDouble.of(Medians.of(pipe) / 2)); // one way of two
  }

  /**
   * Tells whether the machine changed between two measurements: whether computing or a thread's
   * wake-up differs by more than a quarter. The pipe's wake-up does not count: its two processes
   * are not bound, and the scheduler moves them together and apart.
   */
  public static boolean drifted(MachineReference before, MachineReference after) {
    return apart(before.computeNanos, after.computeNanos)
        || apart(before.wakeUpNanos, after.wakeUpNanos);
  }

  /**
   * Returns a cost in wake-ups of this machine.
   *
   * @param nanos the cost in nanoseconds
   */
  public double inWakeUps(double nanos) {
    return nanos / wakeUpNanos;
  }

  private static boolean apart(double one, double other) {
    return Math.max(one, other) > DRIFT_RATIO * Math.min(one, other);
  }

  private static double compute() {
    for (int call = 0; call < COMPUTE_WARM_UP; call++) {
      sink = rounds(call + 1L);
    }
    long[] samples = new long[COMPUTE_SAMPLES];
    for (int sample = 0; sample < samples.length; sample++) {
      long began = System.nanoTime();
      sink = rounds(sample + 1L);
      samples[sample] = System.nanoTime() - began;
    }
    return Medians.median(samples);
  }

  /** Marsaglia's xorshift64, shifts 13, 7 and 17: each round needs the last one's result. */
  private static long rounds(long seed) {
    long x = seed;
    for (int round = 0; round < COMPUTE_ROUNDS; round++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }

  /**
   * Measures between two processors, on two threads bound to one each, where there are two: left to
   * itself the scheduler puts both threads now on one processor and now on two, and the figure
   * jumps between a switch of threads and a wake-up, ten times as long.
   */
  private static double wakeUp() throws IOException, InterruptedException {
    FutureTask<Double> task = new FutureTask<>(MachineReference::wakeUpBetweenProcessors);
    Thread measuring = Thread.ofPlatform().daemon().name("wake-up-reference").start(task);
    try {
      double nanos = task.get();
      measuring.join();
      return nanos;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the wake-up reference failed", e.getCause());
    }
  }

  private static double wakeUpBetweenProcessors() throws IOException {
    int[] processors = Affinity.allowed();
    boolean several = processors.length > 1;
    if (several) {
      Affinity.bind(processors[0]);
    }
    Runnable bindPartner = () -> bind(processors);
    try (ParkedPartner partner = new ParkedPartner(bindPartner)) {
      return Medians.of(partner::takeTurns) / 2; // one way of two
    }
  }

  /** The partner inherits its maker's processor, so it must be bound even if only to leave it. */
  private static void bind(int[] processors) {
    if (processors.length > 1) {
      Affinity.bind(processors[1]);
    }
  }

  private static void requirePositive(double value, String name) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " must be > 0, was " + value);
    }
  }
}
