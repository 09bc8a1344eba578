package fanout.ab;

import fanout.ab.ProofPlan.Kind;
import fanout.ab.ProofPlan.Method;
import fanout.ab.ProofRecord.Entry;
import fanout.results.ResultFile;
import fanout.stats.Comparison;
import fanout.stats.Row;
import fanout.stats.SequentialPlan;
import fanout.stats.SequentialVerdicts;
import fanout.stats.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures how often the gate is wrong, with real forks: identical code against itself, and
 * slowdowns of known size.
 *
 * <p>Each comparison is a whole interleaved collection. Two-file comparisons come from the same
 * forks: side A of one collection against a side of the next one, a few minutes later. Neighbours
 * are taken in pairs, so that no fork is in two of them.
 */
public final class Proof implements AutoCloseable {
  private final ProofPlan plan;
  private final Consumer<String> progress;
  private final ProofRecord record;
  private final List<Ran> ran = new ArrayList<>();
  private final Object lock = new Object();
  private boolean isClosed;
  private @Nullable Collector running;

  /** Prepares a proof. */
  public Proof(ProofPlan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
    this.record = new ProofRecord(plan);
  }

  /** A comparison that ran, and where its sides are. */
  private record Ran(Kind kind, Path folder) {}

  /**
   * Runs all comparisons, or those that time allows; what is found is written after each.
   *
   * @return what was found
   * @throws IOException if results cannot be kept
   * @throws InterruptedException if this thread was interrupted; no fork is left running
   */
  public ProofRecord run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Kind> order = plan.order();
    for (int i = 0; i < order.size(); i++) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      if (elapsed.compareTo(plan.limits().all()) >= 0) {
        progress.accept("time is up after %d of %d comparisons".formatted(i, order.size()));
        break;
      }
      try {
        compare(i + 1, order.size(), order.get(i));
      } catch (InterruptedException stopped) {
        InterruptedException kept =
            new InterruptedException(
                "stopped after %d of %d comparisons; what is complete is in %s"
                    .formatted(i, order.size(), plan.folder()));
        kept.initCause(stopped);
        throw kept;
      }
      record.write();
    }
    return record;
  }

  /** Ends the running fork; what is complete stays on disk. */
  @Override
  public void close() {
    synchronized (lock) {
      isClosed = true;
      if (running != null) {
        running.close();
      }
    }
  }

  private void compare(int number, int all, Kind kind) throws IOException, InterruptedException {
    Interleaving interleaving = plan.interleaving(number, kind);
    Collection collection;
    try (Collector collector = open(interleaving);
        Load _ = Load.start(kind.isLoaded(), number)) {
      collection = collector.collect(Units.whole());
    }
    Row row = collection.comparison().rows().getFirst();
    Verdict usual =
        SequentialVerdicts.replay(
                SequentialPlan.of(plan.blocks()), collection.blocks(), ProofPlan.USUAL)
            .rows()
            .getFirst()
            .verdict();
    record.add(new Entry(kind, collection.rounds(), collection.failures().size(), row, usual));
    progress.accept(
        "comparison %d of %d, %s: ratio %.4f, %s after %d blocks"
            .formatted(
                number, all, kind.text(), row.ratio(), row.verdict().label(), collection.rounds()));
    if (kind.method() == Method.AB && !kind.isLoaded()) {
      ran.add(new Ran(kind, interleaving.folder()));
      if (ran.size() % 2 == 0) {
        twoFiles(ran.get(ran.size() - 2), ran.getLast());
      }
    }
  }

  private Collector open(Interleaving interleaving) throws IOException {
    synchronized (lock) {
      Collector collector = new Collector(interleaving, line -> {});
      if (isClosed) {
        collector.close();
      }
      running = collector;
      return collector;
    }
  }

  /** The earlier base against the later base, and against the later slow side if it is one. */
  private void twoFiles(Ran earlier, Ran later) {
    ResultFile base = read(earlier, "a.json");
    addFiles(0, base, read(later, "a.json"));
    if (later.kind.percent() > 0) {
      addFiles(later.kind.percent(), base, read(later, "b.json"));
    }
  }

  private void addFiles(int percent, ResultFile base, ResultFile other) {
    Row row = Comparison.of(base, other, ProofPlan.CRITERIA).rows().getFirst();
    Row usual = Comparison.of(base, other, ProofPlan.USUAL).rows().getFirst();
    record.add(new Entry(new Kind(Method.FILES, percent, false), 0, 0, row, usual.verdict()));
  }

  private ResultFile read(Ran comparison, String name) {
    return ResultFile.read(comparison.folder.resolve(name))
        .withoutParams(plan.work().ignoredParams());
  }
}
