package fanout.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import fanout.TimeSpan;
import fanout.stub.StubProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The end of batches that hang. A server that drips, or a thread that waits for what will never
 * come, gives no error of its own; so each batch has a limit, and a fork in which one passes it
 * ends with a line that says who was waited for. Nothing can be closed in good order then: whatever
 * hangs may hang in its closing too. Children end with the fork.
 *
 * <p>One thread looks once a second; a batch itself costs two stores.
 */
final class BatchLimit implements AutoCloseable {
  /** The option that sets the limit of every batch, for servers that are slow by nature. */
  static final String OPTION = "--batch-limit";

  /** The property by which a fork is told. */
  private static final String PROPERTY = "fanout.batch-limit";

  private static final int EXIT_CODE = 2;

  /** More than a request that times out takes, and than the first batch of cold JVMs. */
  private static final Duration LEAST = Duration.ofSeconds(30);

  private static final int TIMES_EXPECTED = 3;

  /** The time that a server that is not ours may take for one request: nothing is known of it. */
  private static final Duration OF_OTHERS = Duration.ofSeconds(1);

  /** JMH's usual time-out for an iteration, which holds a fork's warm-up too. */
  private static final Duration LEAST_OF_ITERATION = Duration.ofMinutes(10);

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final long NONE = Long.MAX_VALUE;

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long deadline = NONE;
  private volatile @Nullable Watched watched;
  private volatile String phase = "";

  /**
   * Whose batches are watched.
   *
   * @param contender the contender
   * @param stub the stub server that answers it, if one does
   * @param limit how long each batch may take
   */
  record Watched(Contender contender, Optional<StubProcess> stub, Duration limit) {
    static Watched of(Contender contender, Optional<StubProcess> stub) {
      return new Watched(contender, stub, BatchLimit.of(contender));
    }

    /** Says who was waited for, in one line. */
    String overdue(String phase) {
      String server =
          stub.map(StubProcess::standing)
              .or(() -> contender.server().target().map(target -> "its server is " + target.base()))
              .orElse("it needs no server");
      return "%s: a batch of %d requests had not ended after %s, while %s; %s; %s %s allows more"
          .formatted(
              contender.strategy().name(),
              contender.requests(),
              TimeSpan.format(limit.truncatedTo(ChronoUnit.SECONDS)),
              phase,
              server,
              OPTION,
              TimeSpan.format(longer()));
    }

    private Duration longer() {
      Duration longer = limit.truncatedTo(ChronoUnit.SECONDS).multipliedBy(4);
      return longer.compareTo(TimeSpan.LONGEST_LIMIT) < 0 ? longer : TimeSpan.LONGEST_LIMIT;
    }
  }

  private BatchLimit() {}

  /** Starts to watch; nothing is under way yet. */
  static BatchLimit start() {
    BatchLimit limit = new BatchLimit();
    Thread.ofPlatform().daemon().name("batch-limit").start(limit::run);
    return limit;
  }

  /**
   * Takes the option.
   *
   * @return the JVM options for forks
   * @throws BadOptionException if its value is no length of time above 0 and up to 24 hours
   */
  static List<String> takeFrom(OptionWords words) {
    return words.take(OPTION).map(BatchLimit::jvmArg).stream().toList();
  }

  private static String jvmArg(String value) {
    try {
      if (TimeSpan.parseLimit(value).isZero()) {
        throw new IllegalArgumentException("the limit must be > 0");
      }
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(OPTION + " " + value + ": " + e.getMessage(), e);
    }
    return "-D" + PROPERTY + "=" + value;
  }

  /** Returns the limit for the batches of a contender: as told, or by what is known of them. */
  static Duration of(Contender contender) {
    String told = System.getProperty(PROPERTY);
    return told == null ? LEAST.plus(grown(contender)) : TimeSpan.parseLimit(told);
  }

  /**
   * Returns how long an iteration may take, so that it is not interrupted while its batches keep
   * their limits.
   *
   * @param contenders those that take turns in it
   * @param words the command line, which may tell the limit of every batch
   */
  static Duration ofIteration(List<Contender> contenders, List<String> words) {
    Optional<Duration> told = new OptionWords(words).take(OPTION).map(TimeSpan::parseLimit);
    Schedule schedule = Schedule.of(contenders);
    Duration sum = LEAST_OF_ITERATION;
    for (int i = 0; i < contenders.size(); i++) {
      int batches = Math.ceilDiv(schedule.rounds(), schedule.periods().get(i));
      sum = sum.plus(told.orElse(grown(contenders.get(i))).multipliedBy(batches));
    }
    return sum;
  }

  /** Returns what a batch may take beyond the least, by what is known of it. */
  private static Duration grown(Contender contender) {
    long expected = Schedule.of(List.of(contender)).batchNanos().getFirst();
    int turns = Math.ceilDiv(contender.requests(), contender.slots());
    Duration others =
        contender.server().target().isPresent() ? OF_OTHERS.multipliedBy(turns) : Duration.ZERO;
    return Duration.ofNanos(expected).multipliedBy(TIMES_EXPECTED).plus(others);
  }

  /**
   * Tells that a batch begins.
   *
   * @param during what it is issued for, such as {@code warming up}
   */
  void begin(Watched contender, String during) {
    watched = contender;
    phase = during;
    deadline = System.nanoTime() + contender.limit().toNanos();
  }

  /** Tells that it has ended, whatever came of it. */
  void end() {
    deadline = NONE;
  }

  @Override
  public void close() {
    over.countDown();
  }

  private void run() {
    try {
      while (!over.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        long until = deadline;
        Watched late = watched;
        if (until != NONE && late != null && System.nanoTime() - until > 0) {
          tell(late.overdue(phase));
          Runtime.getRuntime().halt(EXIT_CODE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * As an exception would be told, on the process's own standard error: there the host looks for
   * the cause of a fork's end. {@link System#err} is JMH's, and goes elsewhere.
   */
  private static void tell(String message) {
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    err.println(RunFailedException.class.getName() + ": " + message);
  }
}
