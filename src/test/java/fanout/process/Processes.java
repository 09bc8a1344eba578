package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What tests ask about processes and threads. */
final class Processes {
  private static final Duration LEFT_LIMIT = Duration.ofSeconds(20);

  private Processes() {}

  /** Waits for a condition and fails if it does not come true in time. */
  static void await(String what, Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(deadline - System.nanoTime()).as(what).isPositive();
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  /** Tells whether none of the processes runs; one that nobody has reaped does not run. */
  static boolean noneRuns(Collection<Long> pids) {
    return pids.stream().noneMatch(Processes::runs);
  }

  /** Returns the names of the threads of this process that serve workers. */
  static List<String> servingThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("worker-"))
        .toList();
  }

  /** Tells whether a thread sleeps until something comes, be it in the JVM or in the kernel. */
  static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || Stream.of(thread.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("sleepWhile"));
  }

  /** Fails unless all processes, threads and files that pools need are gone, or go soon. */
  static void requireNothingLeft() {
    assertThat(servingThreads()).isEmpty();
    await("no file is left", LEFT_LIMIT, Processes::hasNoFile);
    await(
        "no process is left",
        LEFT_LIMIT,
        () -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
  }

  /** Private folders are named after their process: other programs may come and go. */
  private static boolean hasNoFile() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String pid = Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX);
    try (var found = Files.newDirectoryStream(temporary, "fanout-*-" + pid + "-*")) {
      return !found.iterator().hasNext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (NoSuchFileException e) {
      // Gone, or a system without such files.
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
