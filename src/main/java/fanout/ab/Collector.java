package fanout.ab;

import fanout.ab.Collection.Reason;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.stats.BlockComparison;
import fanout.stats.BlockComparison.Block;
import fanout.stats.Comparison;
import fanout.stats.SequentialPlan;
import fanout.stats.SequentialVerdicts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Collects single forks of two commands in turn until every row is decided, the planned blocks have
 * run, or time is up. After each block, all that is complete is on disk.
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
  private final List<Block> blocks = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private int failuresInARow;

  /**
   * Prepares a collection.
   *
   * @param plan what is to be collected
   * @param progress takes one line a fork
   * @throws IOException if the folder for the results cannot be made
   */
  public Collector(Interleaving plan, Consumer<String> progress) throws IOException {
    this.plan = plan;
    this.looks = SequentialPlan.of(plan.blocks());
    this.progress = progress;
    this.runner = new ForkRunner(plan.options(), plan.forkLimit());
    this.files = RawFiles.in(plan);
  }

  /**
   * Collects.
   *
   * @return the verdicts and what became of the forks
   * @throws IllegalArgumentException if the first fork of a side gives no result, or three forks in
   *     a row do not
   * @throws IOException if results cannot be kept
   * @throws InterruptedException if this thread was interrupted or {@link #close} called; no fork
   *     is left running, and the message says what is kept
   */
  public Collection collect() throws IOException, InterruptedException {
    try (files) {
      return collectOrKeep();
    }
  }

  private Collection collectOrKeep() throws IOException, InterruptedException {
    try {
      return collectBlocks();
    } catch (InterruptedException stopped) {
      InterruptedException kept = new InterruptedException("stopped " + files.keepComplete());
      kept.initCause(stopped);
      throw kept;
    }
  }

  private Collection collectBlocks() throws IOException, InterruptedException {
    long start = System.nanoTime();
    BlockOrder order = new BlockOrder(plan.seed());
    SequentialVerdicts verdicts = new SequentialVerdicts();
    while (true) {
      blocks.add(runBlock(order.next()));
      checkCommonBenchmark();
      files.write();
      int done = blocks.size();
      boolean late = Duration.ofNanos(System.nanoTime() - start).compareTo(plan.timeLimit()) >= 0;
      if (looks.isLook(done) || late) {
        Comparison look = verdicts.add(look(done, late));
        Reason reason = done == plan.blocks() ? Reason.COMPLETE : Reason.OUT_OF_TIME;
        boolean decided = SequentialVerdicts.isComplete(look);
        if (decided || late || done == plan.blocks()) {
          return new Collection(look, done, decided ? Reason.DECIDED : reason, failures);
        }
      }
    }
  }

  /** Ends the running fork; what is complete stays on disk. */
  @Override
  public void close() {
    runner.close();
  }

  private Comparison look(int done, boolean isLast) {
    return BlockComparison.of(
        blocks, plan.criteria(), isLast ? looks.levelOfLastLook(done) : looks.levelAt(done));
  }

  /** Without this, sides that differ in a parameter would run to the end for nothing. */
  private void checkCommonBenchmark() {
    Block block = blocks.getLast();
    if (block.base().isEmpty() || block.candidate().isEmpty()) {
      return;
    }
    List<ResultEntry> base = block.base().getFirst().entries();
    List<ResultEntry> candidate = block.candidate().getFirst().entries();
    if (base.stream().noneMatch(entry -> isIn(candidate, entry))) {
      throw new IllegalArgumentException(
          "A and B have no benchmark in common: A has %s, B has %s (--ignore-param leaves a parameter out)"
              .formatted(base.getFirst().key(), candidate.getFirst().key()));
    }
  }

  private static boolean isIn(List<ResultEntry> entries, ResultEntry wanted) {
    return entries.stream().anyMatch(entry -> entry.key().equals(wanted.key()));
  }

  private Block runBlock(List<Side> order) throws IOException, InterruptedException {
    List<ResultFile> base = new ArrayList<>();
    List<ResultFile> candidate = new ArrayList<>();
    for (Side side : order) {
      List<ResultFile> results = side == Side.A ? base : candidate;
      runFork(side, results);
    }
    return new Block(base, candidate);
  }

  private void runFork(Side side, List<ResultFile> results)
      throws IOException, InterruptedException {
    int number = files.count() + failures.size() + 1;
    long start = System.nanoTime();
    Path target = files.next(side, number);
    try {
      results.add(runner.run(plan.command(side), target).withoutParams(plan.ignoredParams()));
      files.add(side, blocks.size() + 1, target);
      failuresInARow = 0;
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.accept(
          String.format(
              Locale.ROOT,
              "fork %d of at most %d: %s, %.1f s",
              number,
              plan.blocks() * BlockOrder.FORKS,
              side,
              seconds));
    } catch (InterruptedException stopped) {
      files.discard(target);
      throw stopped;
    } catch (ForkFailedException failed) {
      Duration patience = failed.isSignalled() ? SIGNAL_LIMIT : Duration.ZERO;
      if (runner.isClosedWithin(patience)) {
        files.discard(target);
        throw new InterruptedException(failed.getMessage());
      }
      files.discardResult(target);
      failed(side, number, failed);
    }
  }

  private void failed(Side side, int number, ForkFailedException failure) throws IOException {
    String line = "fork %d, %s: %s".formatted(number, side, failure.getMessage());
    failuresInARow++;
    if (!files.has(side) || failuresInARow >= MOST_FAILURES) {
      files.keepComplete();
      throw new IllegalArgumentException(line, failure);
    }
    failures.add(line);
    progress.accept(line);
  }
}
