package fanout.ab;

import fanout.ab.Interleaving.Commands;
import fanout.ab.Units.Unit;
import fanout.os.Counts;
import fanout.os.CpuClock;
import fanout.os.JmhLock;
import fanout.os.ProcessGroup;
import fanout.results.BadResultException;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command for one fork and reads what it wrote; or, of a plain command, how long it took.
 *
 * <p>The command is run by {@code sh -c}, so that quotes, variables and {@code cd} mean what they
 * mean in a terminal; JMH's options are appended as words of their own. Closing, also from another
 * thread, ends the running fork with all its descendants, and so does this program's own end.
 */
final class ForkRunner implements AutoCloseable {
  private static final long NANOS_IN_MILLI = 1_000_000L;
  private static final Duration LOOK = Duration.ofMillis(200);

  /** A command that knows no {@code -lp} may run its benchmarks instead. */
  private static final Duration LIST_LIMIT = Duration.ofSeconds(30);

  /** 128 and the number of SIGINT or SIGTERM. */
  private static final Set<Integer> STOP_SIGNALS = Set.of(128 + 2, 128 + 15);

  private final Commands commands;
  private final Interleaving.Limits limits;
  private final Consumer<String> progress;
  private final Object lock = new Object();
  private @Nullable ProcessGroup running;
  private @Nullable Thread waiting;
  private boolean isClosed;

  /**
   * Prepares runs.
   *
   * @param plan the commands and how long each may take
   * @param progress is told when another run of JMH is waited for
   */
  ForkRunner(Interleaving plan, Consumer<String> progress) {
    this.commands = plan.commands();
    this.limits = plan.limits();
    this.progress = progress;
  }

  /**
   * Lists a side's rows, as {@code -lp} names them.
   *
   * @param log where the list goes
   * @return the rows; none if the command does not list them
   * @throws InterruptedException if this thread was interrupted
   */
  List<RowKey> list(Side side, ForkLog log) throws InterruptedException {
    try {
      String command = commands.of(side);
      Ended ended =
          run(
              command,
              shell(command, commands.options(), List.of("-lp")),
              log,
              listLimit(),
              any -> true);
      return ended.exit == 0 ? log.rows() : List.of();
    } catch (ForkFailedException notListed) {
      return List.of();
    }
  }

  /**
   * Runs one fork; while another run of JMH has its lock, waits.
   *
   * @param unit what to run
   * @param result where it is to write its JSON; its output goes beside it, into a file that ends
   *     in {@code .log}
   * @param watch looks at the output again and again, until it returns true
   * @return what it wrote
   * @throws ForkFailedException if it gave no result
   * @throws InterruptedException if this thread was interrupted; the fork has then ended
   */
  ResultFile run(Side side, Unit unit, Path result, Predicate<ForkLog> watch)
      throws ForkFailedException, InterruptedException {
    String command = commands.of(side);
    ForkLog log = new ForkLog(log(result));
    if (!commands.isPlain() && !command.contains(JmhLock.IGNORED)) {
      // A run of this program would wait itself, where nobody sees what it says.
      awaitLock(Optional.empty());
    }
    while (true) {
      delete(result); // what an earlier run left is not this fork's result
      Ended ended = run(command, words(command, unit, result), log, limits.fork(), watch);
      if (ended.exit == 0) {
        if (commands.isPlain()) {
          TimedRun.write(result, ended.wallNanos, ended.cpuNanos);
        }
        return read(command, result, log);
      }
      if (log.lockOfOther().isEmpty()) {
        throw new ForkFailedException(
            "'%s' ended with exit code %d%s".formatted(command, ended.exit, log.lastWords()),
            STOP_SIGNALS.contains(ended.exit));
      }
      awaitLock(log.lockOfOther());
    }
  }

  private Duration listLimit() {
    return limits.fork().compareTo(LIST_LIMIT) < 0 ? limits.fork() : LIST_LIMIT;
  }

  /** A process that ended by itself, and what it took. */
  private record Ended(int exit, long wallNanos, OptionalLong cpuNanos) {}

  private Ended run(
      String command, List<String> words, ForkLog log, Duration limit, Predicate<ForkLog> watch)
      throws ForkFailedException, InterruptedException {
    OptionalLong cpuBefore = CpuClock.ofChildrenNanos();
    long start = System.nanoTime();
    long end = start + limit.toNanos();
    ProcessGroup group = start(command, words, log.file());
    Process process = group.leader();
    try {
      boolean isSeen = false;
      for (long rest = limit.toNanos(); rest > 0; rest = end - System.nanoTime()) {
        long wait = isSeen ? rest : Math.min(rest, LOOK.toNanos());
        if (process.waitFor(wait, TimeUnit.NANOSECONDS)) {
          long wall = System.nanoTime() - start;
          OptionalLong cpu = CpuClock.ofChildrenNanos();
          return new Ended(process.exitValue(), wall, Counts.difference(cpu, cpuBefore));
        }
        isSeen = isSeen || watch.test(log);
      }
    } finally {
      group.end();
      synchronized (lock) {
        running = null; // its number may soon be another group's
      }
    }
    throw new ForkFailedException(
        "'%s' took longer than %d s and was ended".formatted(command, limit.toSeconds()));
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
      if (waiting != null) {
        waiting.interrupt();
      }
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

  /** Waits for the lock that a fork did not get, or for that of this program. */
  private void awaitLock(Optional<Path> held) throws ForkFailedException, InterruptedException {
    synchronized (lock) {
      requireOpen();
      waiting = Thread.currentThread();
    }
    try {
      JmhLock taken =
          held.isPresent() ? JmhLock.take(held.get(), progress) : JmhLock.take(progress);
      taken.close(); // the next fork takes it itself
    } catch (IOException unusable) {
      throw new ForkFailedException(String.valueOf(unusable.getMessage()));
    } finally {
      synchronized (lock) {
        waiting = null;
        var _ = isClosed && Thread.interrupted(); // it would close the files that are kept
      }
    }
  }

  private List<String> words(String command, Unit unit, Path result) {
    if (commands.isPlain()) {
      return List.of("/bin/sh", "-c", "exec >/dev/null\n" + command);
    }
    return shell(
        command,
        unit.options(command, commands.options()),
        List.of("-f", "1", "-rf", "json", "-rff", result.toString()));
  }

  private static List<String> shell(String command, List<String> common, List<String> options) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", command + " \"$@\"", "fanout"));
    words.addAll(common);
    words.addAll(options);
    return words;
  }

  private void requireOpen() throws ForkFailedException {
    if (isClosed) {
      throw new ForkFailedException("the collection was stopped");
    }
  }

  private ProcessGroup start(String command, List<String> words, Path log)
      throws ForkFailedException {
    synchronized (lock) {
      requireOpen();
      try {
        ProcessGroup group = ProcessGroup.start(words, log);
        running = group;
        return group;
      } catch (IOException notStarted) {
        throw new ForkFailedException(
            "'%s' could not be started: %s".formatted(command, notStarted.getMessage()));
      }
    }
  }

  private static void delete(Path result) throws ForkFailedException {
    try {
      Files.deleteIfExists(result);
    } catch (IOException undeletable) {
      throw new ForkFailedException(
          "%s cannot be removed: %s".formatted(result, undeletable.getMessage()));
    }
  }

  private static ResultFile read(String command, Path result, ForkLog log)
      throws ForkFailedException {
    if (!Files.exists(result)) {
      throw new ForkFailedException(
          "'%s' wrote no result: expected a command that takes JMH's -rf json -rff FILE%s"
              .formatted(command, log.lastWords()));
    }
    try {
      return ResultFile.read(result);
    } catch (BadResultException bad) {
      throw new ForkFailedException(
          "'%s' wrote a result that cannot be used: %s".formatted(command, bad.getMessage()));
    }
  }
}
