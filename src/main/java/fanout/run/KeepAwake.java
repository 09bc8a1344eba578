package fanout.run;

import fanout.os.Affinity;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps every processor awake during a run: one spinning thread a processor, bound to it, in
 * Linux's scheduling class SCHED_IDLE, which runs only when nobody else wants the processor.
 *
 * <p>It takes most of the noise out of wake-ups on virtual machines, whose host puts an idle
 * processor to sleep, and it changes what is measured: waking an idle processor is no longer part
 * of a hand-off. So a result says whether it was on.
 */
final class KeepAwake implements AutoCloseable {
  /** From Linux's {@code sched.h}. */
  private static final int SCHED_IDLE = 5;

  private static final int CALLING_THREAD = 0;

  private final List<Thread> spinners = new ArrayList<>();
  private volatile boolean awake = true;

  private KeepAwake() {}

  /**
   * Starts the spinners.
   *
   * @throws BadOptionException if the platform refuses the scheduling class
   * @throws InterruptedException if interrupted while they start
   */
  static KeepAwake start() throws InterruptedException {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new BadOptionException("--keep-awake needs Linux's scheduling class SCHED_IDLE");
    }
    int[] processors = Affinity.allowed();
    KeepAwake keepAwake = new KeepAwake();
    CountDownLatch started = new CountDownLatch(processors.length);
    AtomicInteger refused = new AtomicInteger();
    for (int own : processors) {
      keepAwake.spinners.add(
          Thread.ofPlatform()
              .daemon()
              .name("keep-awake-" + own)
              .start(() -> keepAwake.spin(own, started, refused)));
    }
    started.await();
    if (refused.get() > 0) {
      keepAwake.close();
      throw new BadOptionException("--keep-awake: the system refuses SCHED_IDLE to this process");
    }
    return keepAwake;
  }

  private void spin(int processor, CountDownLatch started, AtomicInteger refused) {
    boolean idle = becomeIdleClass() && Affinity.bind(processor);
    if (!idle) {
      refused.incrementAndGet();
    }
    started.countDown();
    while (idle && awake) {
      Thread.onSpinWait();
    }
  }

  private static boolean becomeIdleClass() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment priority = arena.allocate(ValueLayout.JAVA_INT); // 0, the only one allowed
      return setScheduler(priority) == 0;
    }
  }

  @SuppressWarnings("restricted") // the launcher enables native access
  private static int setScheduler(MemorySegment priority) {
    Linker linker = Linker.nativeLinker();
    MethodHandle function =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("sched_setscheduler"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS));
    try {
      return (int) function.invokeExact(CALLING_THREAD, SCHED_IDLE, priority);
    } catch (Throwable e) { // what a method handle declares; this function throws nothing
      throw new IllegalStateException("sched_setscheduler cannot be called", e);
    }
  }

  /** Ends the spinners. */
  @Override
  public void close() {
    awake = false;
    for (Thread spinner : spinners) {
      try {
        spinner.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
