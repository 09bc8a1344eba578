package fanout.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The few functions of the C library that the CPU ledger needs, on 64-bit Linux. Elsewhere nothing
 * is found: the numbers and layouts below are Linux's own.
 */
public final class Posix {
  /** From {@code linux/time.h}. */
  public static final int CLOCK_PROCESS_CPUTIME_ID = 2;

  /** From {@code linux/resource.h}. */
  public static final int RUSAGE_SELF = 0;

  private static final Optional<MethodHandle> CLOCK_GETCPUCLOCKID =
      find("clock_getcpuclockid", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
  private static final Optional<MethodHandle> CLOCK_GETTIME =
      find("clock_gettime", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
  private static final Optional<MethodHandle> GETRUSAGE =
      find("getrusage", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);

  private Posix() {}

  /** Returns a function of type {@code int (int, pointer)}, if there is one of the name. */
  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> find(String name, MemoryLayout... parameters) {
    boolean linux64 =
        System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == 8;
    if (!linux64) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters);
    return linker.defaultLookup().find(name).map(at -> linker.downcallHandle(at, type));
  }

  /**
   * Calls {@code clock_getcpuclockid}.
   *
   * @return whether the process exists and {@code clockId} was filled, an {@code int}
   */
  public static boolean processClock(int pid, MemorySegment clockId) {
    return CLOCK_GETCPUCLOCKID.isPresent() && call(CLOCK_GETCPUCLOCKID.get(), pid, clockId) == 0;
  }

  /**
   * Calls {@code clock_gettime}.
   *
   * @return whether {@code timespec} was filled: two {@code long}, seconds and nanoseconds
   */
  public static boolean readClock(int clockId, MemorySegment timespec) {
    return CLOCK_GETTIME.isPresent() && call(CLOCK_GETTIME.get(), clockId, timespec) == 0;
  }

  /**
   * Calls {@code getrusage}.
   *
   * @return whether {@code rusage} was filled: 18 {@code long}
   */
  public static boolean readUsage(int who, MemorySegment rusage) {
    return GETRUSAGE.isPresent() && call(GETRUSAGE.get(), who, rusage) == 0;
  }

  /** Returns memory for some values of 8 bytes, zeroed. */
  public static MemorySegment longs(Arena arena, int count) {
    return arena.allocate(ValueLayout.JAVA_LONG, count);
  }

  // A method handle declares Throwable; these functions report errors by what they return.
  @SuppressWarnings("IllegalCatch")
  private static int call(MethodHandle function, int number, MemorySegment result) {
    try {
      return (int) function.invokeExact(number, result);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a C function cannot throw a checked exception", e);
    }
  }
}
