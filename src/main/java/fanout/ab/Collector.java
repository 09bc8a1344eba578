package fanout.ab;

import fanout.ab.Collection.Reason;
import fanout.ab.Units.Unit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import fanout.stats.BlockComparison.Block;
import fanout.stats.Comparison;
import fanout.stats.SequentialPlan;
import fanout.stats.SequentialVerdicts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Collects single forks of two commands in turn: in each round one block of each benchmark, until
 * every row of it is decided, the planned blocks have run, or time is up. After each round, all
 * that is complete is on disk.
 */
public final class Collector implements AutoCloseable {
  /** Failures in a row after which more of them would teach nothing. */
  private static final int MOST_FAILURES = 3;

  /** Ctrl-C reaches the fork and this program at the same time, but not at the same instant. */
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(1);

  private final Interleaving plan;
  private final SequentialPlan looks;
  private final Consumer<String> progress;
  private final ForkRunner runner;
  private final RawFiles files;
  private final Pace pace;
  private final BlockOrder order;
  private final SequentialVerdicts verdicts;
  private final List<String> failures = new ArrayList<>();
  private int failuresInARow;

  /**
   * Prepares a collection.
   *
   * @param plan what is to be collected
   * @param progress takes one line a fork, and what is to be said before
   * @throws IOException if the folder for the results cannot be made
   */
  public Collector(Interleaving plan, Consumer<String> progress) throws IOException {
    this(plan, progress, progress);
  }

  /** The same, with what is said about waiting for another run of JMH apart. */
  Collector(Interleaving plan, Consumer<String> progress, Consumer<String> waiting)
      throws IOException {
    this.plan = plan;
    this.looks = SequentialPlan.of(plan.blocks());
    this.progress = progress;
    this.runner = new ForkRunner(plan, waiting);
    this.files = RawFiles.in(plan);
    this.pace = new Pace(plan.blocks());
    this.order = new BlockOrder(plan.seed());
    this.verdicts = new SequentialVerdicts(plan.criteria());
  }

  /**
   * Collects a block of each row that the commands list in turn; blocks of all they run, if one of
   * them does not answer.
   *
   * @return the verdicts and what became of the forks
   * @throws IllegalArgumentException if the sides have no benchmark in common, the first fork of a
   *     side gives no result, or three forks in a row do not
   * @throws IOException if results cannot be kept
   * @throws InterruptedException if this thread was interrupted or {@link #close} called; no fork
   *     is left running, and the message says what is kept
   */
  public Collection collect() throws IOException, InterruptedException {
    progress.accept(
        "%s, then at most %d blocks of %d of each row"
            .formatted(
                plan.commands().isPlain()
                    ? "first a run of A and of B that does not count"
                    : "first A and B are asked for their rows (-lp)",
                plan.blocks(),
                BlockOrder.FORKS));
    return kept(() -> collectRounds(new Blocks(listed())));
  }

  /** Collects blocks of the given units in turn, as {@link #collect()} does. */
  public Collection collect(Units units) throws IOException, InterruptedException {
    return kept(() -> collectRounds(new Blocks(units)));
  }

  /** A collection that may fail. */
  private interface Collecting {
    Collection run() throws IOException, InterruptedException;
  }

  private Collection kept(Collecting collecting) throws IOException, InterruptedException {
    try (files) { // around the catch blocks, which write too
      try {
        return collecting.run();
      } catch (IllegalArgumentException useless) {
        files.keepComplete();
        throw useless;
      } catch (InterruptedException stopped) {
        InterruptedException kept = new InterruptedException("stopped " + files.keepComplete());
        kept.initCause(stopped);
        throw kept;
      }
    }
  }

  /** Ends the running fork; what is complete stays on disk. */
  @Override
  public void close() {
    runner.close();
  }

  private Units listed() throws IOException, InterruptedException {
    if (plan.commands().isPlain()) {
      return Units.whole();
    }
    Path list = files.next(Side.A, 0);
    try {
      ForkLog log = new ForkLog(list);
      List<RowKey> ofA = runner.list(Side.A, log);
      return ofA.isEmpty()
          ? Units.whole()
          : Units.listed(ofA, runner.list(Side.B, log), plan.commands().ignoredParams());
    } finally {
      files.discard(list);
    }
  }

  private Collection collectRounds(Blocks blocks) throws IOException, InterruptedException {
    pace.start(blocks.open().size()).ifPresent(progress);
    if (plan.commands().isPlain()) {
      warmUp();
    }
    long end = System.nanoTime() + plan.limits().all().toNanos();
    int round = 0;
    boolean isLate = false;
    while (true) {
      round++;
      for (Unit unit : blocks.open()) {
        if (!isLate) {
          blocks.add(runBlock(unit, round, blocks.open()));
        }
        isLate = System.nanoTime() >= end;
      }
      blocks.requireCommonBenchmark();
      files.write();
      if (looks.isLook(round) || isLate) {
        SequentialPlan.Look level = isLate ? looks.lastLookAt(round) : looks.lookAt(round);
        Comparison look = verdicts.add(level, blocks.all());
        blocks.close(look);
        if (blocks.open().isEmpty() || isLate || round == plan.blocks()) {
          return new Collection(
              blocks.complete(look), round, blocks.all(), reason(blocks, round), failures);
        }
      }
    }
  }

  private Reason reason(Blocks blocks, int rounds) {
    if (blocks.open().isEmpty()) {
      return Reason.DECIDED;
    }
    return rounds == plan.blocks() ? Reason.COMPLETE : Reason.OUT_OF_TIME;
  }

  /**
   * The first run of each side meets caches that the others find warm; it tells how long all take.
   */
  private void warmUp() throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (Side side : Side.values()) {
      Path target = files.next(side, 0);
      try {
        runner.run(side, Units.WHOLE, target, log -> true);
      } catch (ForkFailedException failed) {
        requireOpen(failed, target);
        files.discardResult(target);
        throw new IllegalArgumentException(side + ": " + failed.getMessage(), failed);
      }
      files.discard(target);
    }
    Duration each = Duration.ofNanos((System.nanoTime() - start) / Side.values().length);
    progress.accept(pace.announcement(1, each, plan.limits().all()));
  }

  private Block runBlock(Unit unit, int round, Set<Unit> open)
      throws IOException, InterruptedException {
    List<ResultFile> base = new ArrayList<>();
    List<ResultFile> candidate = new ArrayList<>();
    List<Side> sides = order.next();
    for (Side side : sides) {
      runFork(side, unit, round, log -> pace.forks() > 0 || isAnnounced(log, open))
          .ifPresent(
              result -> {
                (side == Side.A ? base : candidate).add(result);
                progress.accept(pace.line(side, unit, open));
              });
    }
    return new Block(unit.name(), round, sides.size(), base, candidate);
  }

  private Optional<ResultFile> runFork(Side side, Unit unit, int round, Predicate<ForkLog> watch)
      throws IOException, InterruptedException {
    int number = pace.forks() + 1;
    long start = System.nanoTime();
    Path target = files.next(side, number);
    try {
      ResultFile result =
          runner.run(side, unit, target, watch).withoutParams(plan.commands().ignoredParams());
      unit.requireRan(
          result.entries().stream().map(ResultEntry::key).toList(), plan.commands().of(side));
      files.add(side, unit, round, target);
      failuresInARow = 0;
      return Optional.of(result);
    } catch (InterruptedException stopped) {
      files.discard(target);
      throw stopped;
    } catch (ForkFailedException failed) {
      requireOpen(failed, target);
      files.discardResult(target);
      failed("fork %d, %s: %s".formatted(number, side, failed.getMessage()), side, failed);
      return Optional.empty();
    } finally {
      pace.ran(unit, System.nanoTime() - start);
    }
  }

  private void requireOpen(ForkFailedException failed, Path target)
      throws IOException, InterruptedException {
    Duration patience = failed.isSignalled() ? SIGNAL_LIMIT : Duration.ZERO;
    if (runner.isClosedWithin(patience)) {
      files.discard(target);
      throw new InterruptedException(failed.getMessage());
    }
  }

  private void failed(String line, Side side, ForkFailedException failure) {
    failuresInARow++;
    if (!files.has(side) || failuresInARow >= MOST_FAILURES) {
      throw new IllegalArgumentException(line, failure);
    }
    failures.add(line);
    progress.accept(line);
  }

  /** Tells before the first fork ends what all of them take, by what JMH says of the first. */
  private boolean isAnnounced(ForkLog log, Set<Unit> open) {
    Optional<Duration> fork = log.expected();
    fork.ifPresent(
        each -> progress.accept(pace.announcement(open.size(), each, plan.limits().all())));
    return fork.isPresent();
  }
}
