package fanout.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sleeping in the kernel until a word in memory changes, also across processes: Linux's {@code
 * futex}, which has no function of its own in the C library and is called by number.
 */
final class Futex {
  /** The longest sleep: a wake-up that never comes, from a peer gone astray, costs no more. */
  private static final Duration LONGEST_SLEEP = Duration.ofMillis(100);

  /** The number of the system call by architecture, from {@code asm/unistd.h}. */
  private static final Map<String, Long> NUMBERS = Map.of("amd64", 202L, "aarch64", 98L);

  private static final long NUMBER = NUMBERS.getOrDefault(System.getProperty("os.arch"), -1L);

  /** From {@code linux/futex.h}; without the private flag, since processes share the words. */
  private static final int WAIT = 0;

  private static final int WAKE = 1;

  /** A constant to the compiler, unlike what an {@code Optional} holds. */
  private static final @Nullable MethodHandle SYSCALL = find();

  private static final MemorySegment LIMIT = timespec(LONGEST_SLEEP);

  private Futex() {}

  /** Tells whether this system has it. */
  static boolean isAvailable() {
    return SYSCALL != null;
  }

  /**
   * Sleeps while a word holds a value, at most 100 ms, possibly less for no reason.
   *
   * @param word its address
   */
  static void sleepWhile(MemorySegment word, int value) {
    call(NUMBER, word, WAIT, value, LIMIT, 0);
  }

  /** Wakes whoever sleeps on a word. */
  static void wake(MemorySegment word) {
    call(NUMBER, word, WAKE, Integer.MAX_VALUE, LIMIT, 0);
  }

  @SuppressWarnings("restricted")
  private static @Nullable MethodHandle find() {
    if (!System.getProperty("os.name").equals("Linux") || NUMBER < 0) {
      return null;
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor type =
        FunctionDescriptor.of(
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG);
    return linker
        .defaultLookup()
        .find("syscall")
        .map(at -> linker.downcallHandle(at, type, Linker.Option.firstVariadicArg(1)))
        .orElse(null);
  }

  private static MemorySegment timespec(Duration span) {
    MemorySegment timespec = Arena.global().allocate(ValueLayout.JAVA_LONG, 2);
    timespec.setAtIndex(ValueLayout.JAVA_LONG, 0, span.getSeconds());
    timespec.setAtIndex(ValueLayout.JAVA_LONG, 1, span.getNano());
    return timespec;
  }

  /** Makes a system call of the family; whatever it returns, the caller looks at the words. */
  // A method handle declares Throwable.
  @SuppressWarnings("IllegalCatch")
  static void call(
      long number, MemorySegment at, long second, long third, MemorySegment limit, long fifth) {
    try {
      long ignored =
          (long)
              Objects.requireNonNull(SYSCALL).invokeExact(number, at, second, third, limit, fifth);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a system call cannot throw a checked exception", e);
    }
  }
}
