package fanout.os;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Whether standard error is a terminal that can redraw a line. */
public final class Terminal {
  private static final int STANDARD_ERROR = 2;

  private Terminal() {}

  /**
   * Asks POSIX {@code isatty}: the JDK's console answers for standard input and output together,
   * and progress goes to standard error.
   */
  public static boolean isInteractive() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("isatty")
        .map(symbol -> isatty(linker, symbol))
        .orElse(false);
  }

  @SuppressWarnings("restricted") // the launcher enables native access
  private static boolean isatty(Linker linker, MemorySegment symbol) {
    MethodHandle isatty =
        linker.downcallHandle(
            symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      return (int) isatty.invokeExact(STANDARD_ERROR) == 1;
    } catch (Throwable e) { // what a method handle declares; this function throws nothing
      throw new IllegalStateException("isatty cannot be called", e);
    }
  }
}
