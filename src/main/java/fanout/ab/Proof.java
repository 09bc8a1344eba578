package fanout.ab;

import fanout.ab.ProofPlan.Kind;
import fanout.ab.ProofPlan.Method;
import fanout.ab.ProofRecord.Entry;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import fanout.stats.BlockComparison.Block;
import fanout.stats.Comparison;
import fanout.stats.Criteria;
import fanout.stats.Row;
import fanout.stats.SequentialPlan;
import fanout.stats.SequentialVerdicts;
import fanout.stats.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
   * Runs all comparisons, or those that time allows; what is found is written after each. Where
   * time gets short, only those run that are required.
   *
   * @return what was found
   * @throws IllegalArgumentException if a command fails
   * @throws IOException if results cannot be kept
   * @throws InterruptedException if this thread was interrupted; no fork is left running
   */
  public ProofRecord run() throws IOException, InterruptedException {
    long start = System.nanoTime();
    List<Kind> order = plan.order();
    int done = 0;
    try {
      ProofPace pace = pace(order);
      for (int i = 0; i < order.size(); i++) {
        Duration left = plan.limits().all().minusNanos(System.nanoTime() - start);
        if (left.isPositive() && pace.isDue(i, left)) {
          compare(i + 1, order.size(), order.get(i));
          record.write();
          done++;
        }
      }
    } catch (InterruptedException stopped) {
      InterruptedException kept =
          new InterruptedException(
              "stopped after %d of %d comparisons; what is complete is in %s"
                  .formatted(done, order.size(), plan.folder()));
      kept.initCause(stopped);
      throw kept;
    }
    if (done < order.size()) {
      progress.accept("time was up after %d of %d comparisons".formatted(done, order.size()));
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

  /**
   * Runs a block of each kind whose forks take a time of their own; that of JMH's twice, for the
   * first fork may leave an archive of classes to the others.
   */
  private ProofPace pace(List<Kind> order) throws IOException, InterruptedException {
    progress.accept("tries first how long forks take");
    Map<Kind, Double> seconds = new HashMap<>();
    for (Method method : List.of(Method.AB, Method.AB, Method.COMMAND)) {
      for (boolean isLoaded : new boolean[] {false, true}) {
        Kind kind = new Kind(method, 0, isLoaded);
        long start = System.nanoTime();
        collect(plan.interleaving(0, kind).withTime(Duration.ZERO), kind, 0);
        seconds.put(kind, (System.nanoTime() - start) / 1e9 / BlockOrder.FORKS);
      }
    }
    ProofPace pace = new ProofPace(plan, seconds, order);
    progress.accept(pace.announcement());
    return pace;
  }

  private Collection collect(Interleaving interleaving, Kind kind, int number)
      throws IOException, InterruptedException {
    try (Collector collector = open(interleaving);
        Load _ = Load.start(kind.isLoaded(), number)) {
      return kind.hasSeveralRows() ? collector.collect() : collector.collect(Units.whole());
    }
  }

  private void compare(int number, int all, Kind kind) throws IOException, InterruptedException {
    Interleaving interleaving = plan.interleaving(number, kind);
    Collection collection = collect(interleaving, kind, number);
    List<Entry> entries = entries(kind, collection);
    entries.forEach(record::add);
    Row first = entries.getFirst().row();
    progress.accept(
        "comparison %d of %d, %s: ratio %.4f, %s after %d blocks"
            .formatted(
                number,
                all,
                kind.text(),
                first.ratio(),
                first.verdict().label(),
                collection.rounds()));
    if (kind.method() != Method.COMMAND && !kind.isLoaded()) {
      ran.add(new Ran(kind, interleaving.folder()));
      if (ran.size() % 2 == 0) {
        twoFiles(ran.get(ran.size() - 2), ran.getLast());
      }
    }
  }

  /** Of several rows, what they come to together, then each as if it had run alone. */
  private List<Entry> entries(Kind kind, Collection collection) {
    List<Row> found = collection.comparison().rows();
    if (kind.hasSeveralRows() && !plan.areRows(found)) {
      throw new IllegalArgumentException(
          "'%s' lists no rows of %s (--rows)".formatted(plan.work().jmh(), plan.work().rows()));
    }
    List<Row> usual = replayed(collection.blocks(), ProofPlan.USUAL);
    List<Entry> entries = new ArrayList<>();
    if (kind.method() == Method.ONE_OF_ROWS) {
      Predicate<Row> isSlow = row -> plan.percent(kind, row.key()) > 0;
      Kind others = new Kind(Method.OTHER_ROWS, 0, false);
      entries.add(entry(kind, collection, only(isSlow, found), only(isSlow, usual)));
      entries.add(
          entry(others, collection, only(isSlow.negate(), found), only(isSlow.negate(), usual)));
    } else {
      entries.add(entry(kind, collection, found, usual));
    }
    if (kind.hasSeveralRows()) {
      collection.blocks().stream()
          .collect(Collectors.groupingBy(Block::unit))
          .values()
          .forEach(
              blocks -> {
                List<Row> alone = replayed(blocks, ProofPlan.CRITERIA);
                int percent = plan.percent(kind, alone.getFirst().key());
                Kind single = new Kind(Method.AB, percent, false);
                entries.add(entry(single, collection, alone, replayed(blocks, ProofPlan.USUAL)));
              });
    }
    return entries;
  }

  private static Entry entry(Kind kind, Collection collection, List<Row> found, List<Row> usual) {
    return new Entry(
        kind,
        collection.rounds(),
        collection.failures().size(),
        gravest(found),
        gravest(usual).verdict());
  }

  private static List<Row> only(Predicate<Row> condition, List<Row> rows) {
    return rows.stream().filter(condition).toList();
  }

  /** A call of a change is what identical rows must not get. */
  private static Row gravest(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.verdict() == Verdict.REGRESSED)
        .findFirst()
        .or(() -> rows.stream().filter(row -> row.verdict() == Verdict.IMPROVED).findFirst())
        .orElseGet(rows::getFirst);
  }

  private List<Row> replayed(List<Block> blocks, Criteria criteria) {
    return SequentialVerdicts.replay(SequentialPlan.of(plan.blocks()), blocks, criteria).rows();
  }

  private Collector open(Interleaving interleaving) throws IOException {
    synchronized (lock) {
      Collector collector = new Collector(interleaving, line -> {}, progress);
      if (isClosed) {
        collector.close();
      }
      running = collector;
      return collector;
    }
  }

  /** The earlier base against the later base, and against the later slow side if it is one. */
  private void twoFiles(Ran earlier, Ran later) {
    for (ResultEntry entry : read(earlier, "a.json").entries()) {
      ResultFile base = only(entry.key(), earlier, "a.json");
      ResultFile other = only(entry.key(), later, "a.json");
      int percent = plan.percent(later.kind, entry.key());
      if (!other.entries().isEmpty()) {
        addFiles(0, base, other);
        if (percent > 0) {
          addFiles(percent, base, only(entry.key(), later, "b.json"));
        }
      }
    }
  }

  private void addFiles(int percent, ResultFile base, ResultFile other) {
    Row row = Comparison.of(base, other, ProofPlan.CRITERIA).rows().getFirst();
    Row usual = Comparison.of(base, other, ProofPlan.USUAL).rows().getFirst();
    record.add(new Entry(new Kind(Method.FILES, percent, false), 0, 0, row, usual.verdict()));
  }

  private ResultFile only(RowKey key, Ran comparison, String name) {
    ResultFile file = read(comparison, name);
    return new ResultFile(
        file.path(), file.entries().stream().filter(entry -> entry.key().equals(key)).toList());
  }

  private ResultFile read(Ran comparison, String name) {
    return ResultFile.read(comparison.folder.resolve(name))
        .withoutParams(plan.work().ignoredParams());
  }
}
