package fanout.run;

import fanout.TimeSpan;
import fanout.os.StoppedChildren;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/**
 * JMH's runner, guarded against what others on the machine may do meanwhile: replace the program's
 * jar between two forks, connect to the link, or stop a fork, for which JMH would wait for ever, as
 * it would for one that hangs: its own time-out ({@code -to}) is kept by the fork itself.
 *
 * <p>A fork sends its results to a loopback port of this JVM. JMH takes who comes first for the
 * fork and ends listening when another one comes, so that the fork would wait for ever. The link
 * therefore is at an address that no scan of {@code 127.0.0.1} meets, and a run whose link was
 * taken ends.
 */
final class GuardedRunner {
  private static final String LINK_ADDRESS = "jmh.link.address";
  private static final String ACCEPTOR = "org.openjdk.jmh.runner.link.BinaryLinkServer$Acceptor";
  private static final long POLL_NANOS = 20_000_000;

  /** More than a JVM takes to start and to begin with the first iteration on any machine. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  /** A fork that somebody debugs may wait for as long as they like. */
  private static final String DEBUGGER = "jdwp";

  private static final String LOCK_IGNORED = "# WARNING: JMH lock is ignored";

  private final OutputFormat output;
  private final ProgramFiles program;
  private final Duration slack;
  private volatile CompleteForks forks = new CompleteForks(_ -> {});
  private volatile boolean forkReports;
  private volatile boolean over;
  private volatile String phase = "";

  /** Until when the fork is to begin its next iteration or end, and how long that is. */
  private volatile long deadline;

  private volatile Duration limit = Duration.ZERO;
  private volatile @Nullable String killedFork;
  private volatile boolean linkWasTaken;

  /** Prepares runs whose output goes there. */
  GuardedRunner(OutputFormat output) throws IOException {
    this(output, SLACK);
  }

  /** Gives a fork so long to begin, and so much more than JMH gives it for an iteration. */
  GuardedRunner(OutputFormat output, Duration slack) throws IOException {
    this.output = output;
    this.slack = slack;
    program = new ProgramFiles(System.getProperty("java.class.path"));
    if (System.getProperty(LINK_ADDRESS) == null) {
      System.setProperty(LINK_ADDRESS, loopbackAddress());
    }
  }

  /** Linux has 127.0.0.0/8 on its loopback device; others have one address there. */
  private static String loopbackAddress() {
    byte[] address = new byte[4];
    new SecureRandom().nextBytes(address);
    address[0] = 127;
    try {
      InetAddress drawn = InetAddress.getByAddress(address);
      new ServerSocket(0, 1, drawn).close();
      return drawn.getHostAddress();
    } catch (IOException e) {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
  }

  /**
   * Runs benchmarks.
   *
   * @param begun takes what complete forks have measured when a further one begins, each time all
   * @throws RunnerException as JMH's runner does
   * @throws RunFailedException if the program was replaced, the link taken, or a fork stopped
   */
  Collection<RunResult> run(Options options, Consumer<RunResult> begun) throws RunnerException {
    forks = new CompleteForks(begun);
    Thread runner = Thread.currentThread();
    var before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught(runner, thread, e));
    try {
      over = false;
      return new Runner(options, guarded()).run();
    } catch (RunnerException | RuntimeException e) {
      if (killedFork != null) {
        throw new RunFailedException("the run failed: " + killedFork, e);
      }
      // What an interrupted runner throws depends on where it was.
      if (linkWasTaken) {
        throw new RunFailedException(
            "another process connected to JMH's link at %s, where the fork was expected"
                .formatted(System.getProperty(LINK_ADDRESS)),
            e);
      }
      throw e;
    } finally {
      over = true;
      Thread.setDefaultUncaughtExceptionHandler(before);
      boolean ignored = linkWasTaken && Thread.interrupted();
    }
  }

  /** JMH's link listens no more when there was one connection too many. */
  private void uncaught(Thread runner, Thread thread, Throwable e) {
    if (!thread.getClass().getName().equals(ACCEPTOR)) {
      System.err.println("Exception in thread \"" + thread.getName() + "\"");
      e.printStackTrace();
      return;
    }
    linkWasTaken = true;
    if (!forkReports) {
      runner.interrupt();
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** JMH starts the fork after it has said so. */
  private void watchFork() {
    expect("while it started", slack);
    Thread.ofVirtual()
        .start(
            () -> {
              Optional<ProcessHandle> fork = Optional.empty();
              while (fork.isEmpty() && !over) {
                LockSupport.parkNanos(POLL_NANOS);
                fork = ProcessHandle.current().children().findAny();
              }
              fork.ifPresent(this::watch);
            });
  }

  private void watch(ProcessHandle fork) {
    StoppedChildren.watch(fork, reason -> kill(fork, reason));
    boolean limited = !fork.info().commandLine().orElse("").contains(DEBUGGER);
    while (limited && fork.isAlive() && !over) {
      LockSupport.parkNanos(POLL_NANOS);
      if (System.nanoTime() - deadline > 0) {
        kill(fork, "had made no progress for " + TimeSpan.format(limit) + ", and was killed");
        return;
      }
    }
  }

  private void expect(String during, Duration within) {
    phase = during;
    limit = within;
    deadline = System.nanoTime() + within.toNanos();
  }

  /** JMH gives an iteration its time, and then its time-out. */
  private Duration limit(BenchmarkParams benchmark, IterationParams iteration) {
    return slack.plusNanos(
        iteration.getTime().convertTo(TimeUnit.NANOSECONDS)
            + benchmark.getTimeout().convertTo(TimeUnit.NANOSECONDS));
  }

  private void kill(ProcessHandle fork, String reason) {
    killedFork = "the fork (pid %d) %s %s".formatted(fork.pid(), reason, phase);
    // JMH waits for the end of the fork's output, too, which a child of the fork may hold open.
    List<ProcessHandle> family = fork.descendants().toList();
    fork.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private static String phase(IterationParams iteration, Object number) {
    return (iteration.getType() == IterationType.WARMUP ? "in warm-up" : "in measured")
        + " iteration "
        + number;
  }

  private OutputFormat guarded() {
    return (OutputFormat)
        Proxy.newProxyInstance(
            OutputFormat.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (proxy, method, arguments) -> pass(method, arguments));
  }

  private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
    if (method.getName().equals("iteration") && arguments != null) {
      forkReports = true;
      IterationParams iteration = (IterationParams) arguments[1];
      expect(phase(iteration, arguments[2]), limit((BenchmarkParams) arguments[0], iteration));
    }
    if (method.getName().equals("iterationResult") && arguments != null) {
      forks.add(
          (BenchmarkParams) arguments[0],
          (IterationParams) arguments[1],
          (IterationResult) arguments[3]);
    }
    if (method.getName().equals("println") && arguments != null) {
      String line = String.valueOf(arguments[0]);
      if (line.startsWith("# Fork: ") || line.startsWith("# Warmup Fork: ")) {
        forkReports = false;
        program.requireSame();
        forks.next(line.startsWith("# Fork: "));
        watchFork();
      } else if (line.startsWith(LOCK_IGNORED)) {
        return null; // this program has it
      }
    }
    try {
      return method.invoke(output, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
