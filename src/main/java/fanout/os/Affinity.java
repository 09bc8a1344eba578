package fanout.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/**
 * The processors that the calling thread may run on, through Linux's {@code sched_getaffinity} and
 * {@code sched_setaffinity}. Elsewhere nothing is known and nothing is bound.
 */
public final class Affinity {
  private static final int CALLING_THREAD = 0;

  /** Room for 1024 processors, as glibc's {@code cpu_set_t} has. */
  private static final int MASK_LONGS = 16;

  private Affinity() {}

  /**
   * Returns the processors that the calling thread may run on.
   *
   * @return their numbers in ascending order; none where the platform cannot tell
   */
  public static int[] allowed() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = Posix.longs(arena, MASK_LONGS);
      return call("sched_getaffinity", mask)
          ? BitSet.valueOf(mask.toArray(ValueLayout.JAVA_LONG)).stream().toArray()
          : new int[0];
    }
  }

  /**
   * Binds the calling thread, and threads that it starts from now on, to one processor.
   *
   * @param processor its number, from 0 to 1023
   * @return whether it is bound
   */
  public static boolean bind(int processor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mask = Posix.longs(arena, MASK_LONGS);
      mask.setAtIndex(ValueLayout.JAVA_LONG, processor / Long.SIZE, 1L << (processor % Long.SIZE));
      return call("sched_setaffinity", mask);
    }
  }

  @SuppressWarnings("restricted") // the launcher enables native access
  private static boolean call(String name, MemorySegment mask) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
    return linker
        .defaultLookup()
        .find(name)
        .map(symbol -> invoke(linker.downcallHandle(symbol, type), mask) == 0)
        .orElse(false);
  }

  private static int invoke(MethodHandle function, MemorySegment mask) {
    try {
      return (int) function.invokeExact(CALLING_THREAD, mask.byteSize(), mask);
    } catch (Throwable e) { // what a method handle declares; these functions throw nothing
      throw new AssertionError("a C function cannot throw", e);
    }
  }
}
