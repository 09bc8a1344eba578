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
 * The functions of the C library that the program calls: those of clocks and usage on 64-bit Linux,
 * since their numbers and layouts are Linux's own, and {@code isatty} wherever there is one.
 */
public final class Posix {
  private static final int STANDARD_ERROR = 2;

  /** From {@code linux/time.h}. */
  public static final int CLOCK_PROCESS_CPUTIME_ID = 2;

  /** From {@code linux/resource.h}. */
  public static final int RUSAGE_SELF = 0;

  /** From {@code linux/resource.h}: children that were waited for, and theirs. */
  public static final int RUSAGE_CHILDREN = -1;

  /** The size of {@code struct rusage}. */
  public static final int RUSAGE_LONGS = 18;

  private static final Optional<MethodHandle> CLOCK_GETCPUCLOCKID =
      onLinux("clock_getcpuclockid", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
  private static final Optional<MethodHandle> CLOCK_GETTIME =
      onLinux("clock_gettime", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
  private static final Optional<MethodHandle> GETRUSAGE =
      onLinux("getrusage", ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
  private static final Optional<MethodHandle> ISATTY = find("isatty", ValueLayout.JAVA_INT);

  private Posix() {}

  private static Optional<MethodHandle> onLinux(String name, MemoryLayout... parameters) {
    boolean linux64 =
        System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == 8;
    return linux64 ? find(name, parameters) : Optional.empty();
  }

  /** Returns the function of a name that gives an {@code int}, if there is one. */
  @SuppressWarnings("restricted") // the launcher enables native access
  private static Optional<MethodHandle> find(String name, MemoryLayout... parameters) {
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

  /**
   * Calls {@code isatty}: whether standard error is a terminal, and one that can redraw a line. The
   * JDK's console answers for standard input and output together.
   */
  @SuppressWarnings("IllegalCatch")
  public static boolean canRedrawStandardError() {
    try {
      return !"dumb".equals(System.getenv("TERM"))
          && ISATTY.isPresent()
          && (int) ISATTY.get().invokeExact(STANDARD_ERROR) == 1;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a C function cannot throw a checked exception", e);
    }
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
