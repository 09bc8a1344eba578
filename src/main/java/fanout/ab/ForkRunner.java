package fanout.ab;

import fanout.os.ProcessGroup;
import fanout.results.BadResultException;
import fanout.results.ResultFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command for one fork and reads what it wrote.
 *
 * <p>The command is run by {@code sh -c}, so that quotes, variables and {@code cd} mean what they
 * mean in a terminal; JMH's options are appended as words of their own. Closing, also from another
 * thread, ends the running fork with all its descendants.
 */
public final class ForkRunner implements AutoCloseable {
  private static final long NANOS_IN_MILLI = 1_000_000L;
  private static final int LONGEST_QUOTE = 160;

  /** 128 and the number of SIGINT or SIGTERM. */
  private static final Set<Integer> STOP_SIGNALS = Set.of(128 + 2, 128 + 15);

  private final List<String> options;
  private final Duration limit;
  private final Object lock = new Object();
  private @Nullable ProcessGroup running;
  private boolean isClosed;

  /**
   * Prepares runs.
   *
   * @param options options of JMH for both sides
   * @param limit how long a fork may take
   */
  public ForkRunner(List<String> options, Duration limit) {
    this.options = List.copyOf(options);
    this.limit = limit;
  }

  /**
   * Runs one fork.
   *
   * @param command a command that takes options of JMH
   * @param result where it is to write its JSON; its output goes beside it, into a file that ends
   *     in {@code .log}
   * @return what it wrote
   * @throws ForkFailedException if it gave no result
   * @throws InterruptedException if this thread was interrupted; the fork has then ended
   */
  public ResultFile run(String command, Path result)
      throws ForkFailedException, InterruptedException {
    Path log = log(result);
    ProcessGroup group = start(command, result, log);
    Process process = group.leader();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ForkFailedException(
            "'%s' took longer than %d s and was ended".formatted(command, limit.toSeconds()));
      }
    } finally {
      group.end();
    }
    int exit = process.exitValue();
    if (exit != 0) {
      throw new ForkFailedException(
          "'%s' ended with exit code %d%s".formatted(command, exit, lastLine(log)),
          STOP_SIGNALS.contains(exit));
    }
    return read(command, result, log);
  }

  /** Returns where the output of the fork goes that writes the given result. */
  static Path log(Path result) {
    return result.resolveSibling(result.getFileName() + ".log");
  }

  /** Ends the running fork, if there is one, and lets no other begin. */
  @Override
  public void close() {
    ProcessGroup group;
    synchronized (lock) {
      isClosed = true;
      lock.notifyAll();
      group = running;
    }
    if (group != null) {
      group.end();
    }
  }

  /**
   * Waits until {@link #close} was called, but no longer than the limit.
   *
   * @return whether it was
   * @throws InterruptedException if this thread was interrupted
   */
  boolean isClosedWithin(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!isClosed) {
        long rest = (end - System.nanoTime()) / NANOS_IN_MILLI;
        if (rest <= 0) {
          return false;
        }
        lock.wait(rest);
      }
      return true;
    }
  }

  private ProcessGroup start(String command, Path result, Path log) throws ForkFailedException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", command + " \"$@\"", "fanout"));
    words.addAll(options);
    words.addAll(List.of("-f", "1", "-rf", "json", "-rff", result.toString()));
    synchronized (lock) {
      if (isClosed) {
        throw new ForkFailedException("the collection was stopped");
      }
      try {
        Files.deleteIfExists(result); // what an earlier run left is not this fork's result
        ProcessGroup group = ProcessGroup.start(words, log);
        running = group;
        return group;
      } catch (IOException notStarted) {
        throw new ForkFailedException(
            "'%s' could not be started: %s".formatted(command, notStarted.getMessage()));
      }
    }
  }

  private static ResultFile read(String command, Path result, Path log) throws ForkFailedException {
    if (!Files.exists(result)) {
      throw new ForkFailedException(
          "'%s' wrote no result: expected a command that takes JMH's -rf json -rff FILE%s"
              .formatted(command, lastLine(log)));
    }
    try {
      return ResultFile.read(result);
    } catch (BadResultException bad) {
      throw new ForkFailedException(
          "'%s' wrote a result that cannot be used: %s".formatted(command, bad.getMessage()));
    }
  }

  private static String lastLine(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      if (lines.isEmpty()) {
        return "";
      }
      String last = lines.getLast().strip();
      return "; its last words: "
          + (last.length() > LONGEST_QUOTE ? last.substring(0, LONGEST_QUOTE) + "…" : last)
          + (lines.size() > 1 ? " (all of them: " + log + ")" : "");
    } catch (IOException unreadable) {
      return "; its output cannot be read: " + unreadable.getMessage();
    }
  }
}
