package fanout.stats;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares two sides whose forks ran interleaved, block by block: the sample is one difference a
 * block, mean log of its new forks − mean log of its base forks.
 */
public final class BlockComparison {
  private static final RowKey ALL_ROWS = new RowKey("geometric mean", "", new TreeMap<>(), 1);

  private final Criteria criteria;
  private final NavigableMap<RowKey, RowBlocks> rows = new TreeMap<>();

  private BlockComparison(List<Block> blocks, Criteria criteria) {
    this.criteria = criteria;
    for (Block block : blocks) {
      block.base.forEach(fork -> add(block, fork, true));
      block.candidate.forEach(fork -> add(block, fork, false));
    }
    for (RowBlocks row : rows.values()) {
      row.wantedForks =
          blocks.stream()
              .filter(block -> block.unit.equals(row.unit))
              .mapToInt(Block::started)
              .sum();
    }
  }

  /**
   * The forks of one block.
   *
   * @param unit what ran in it
   * @param round in which round of blocks it ran, one for each unit; ascending
   * @param started how many forks of both sides were started, those that failed included
   * @param base results of one fork each; failed forks are left out
   * @param candidate results of one fork each; failed forks are left out
   */
  public record Block(
      String unit, int round, int started, List<ResultFile> base, List<ResultFile> candidate) {}

  /**
   * Compares all blocks at once. A block counts for a row if both its sides have the row.
   *
   * @param blocks in the order they ran
   * @param criteria what counts as a change
   */
  static Comparison of(List<Block> blocks, Criteria criteria, Judge judge) {
    return new BlockComparison(blocks, criteria).judged(judge);
  }

  private void add(Block block, ResultFile fork, boolean isBase) {
    for (ResultEntry entry : fork.entries()) {
      RowBlocks row = rows.computeIfAbsent(entry.key(), key -> new RowBlocks(block.unit));
      (isBase ? row.base : row.candidate).add(new Seen(block.round, entry));
    }
  }

  private Comparison judged(Judge judge) {
    List<RowKey> onlyInBase = new ArrayList<>();
    List<RowKey> onlyInCandidate = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    List<Row> missing = new ArrayList<>();
    List<Matching.Pair> pairs = new ArrayList<>();
    rows.forEach(
        (key, row) -> {
          if (row.candidate.isEmpty()) {
            onlyInBase.add(key);
          } else if (row.base.isEmpty()) {
            onlyInCandidate.add(key);
          } else {
            pairs.add(row.pair());
            addTrials(row, trials, missing);
          }
        });
    List<Row> judged = new ArrayList<>(judge.judge(trials));
    judged.addAll(missing);
    return new Comparison(
        judged,
        onlyInBase,
        onlyInCandidate,
        EnvironmentCheck.of(pairs),
        criteria,
        Comparison.Design.BLOCKS,
        mean(judge));
  }

  private void addTrials(RowBlocks row, List<Trial> trials, List<Row> missing) {
    Matching.Pair pair = row.pair();
    for (Measure plain : criteria.measures()) {
      Matching.Sides sides =
          new Matching.Sides(pair, plain, first(row.base, plain), first(row.candidate, plain));
      if (sides.isComplete()) {
        trials.add(row.trial(pair.key(), criteria.measureOf(pair.key(), plain)));
      } else {
        missing.add(sides.missing());
      }
    }
  }

  /** Some metrics are not in every fork: of the garbage collector, where it had nothing to do. */
  private static Optional<Metric> first(List<Seen> side, Measure measure) {
    return side.stream().flatMap(seen -> measure.of(seen.entry).stream()).findFirst();
  }

  /** The mean of all rows' differences in each round that has all rows. */
  private Optional<Comparison.Mean> mean(Judge judge) {
    Measure measure = criteria.measures().getFirst();
    List<RowBlocks> common =
        rows.values().stream()
            .filter(row -> !row.base.isEmpty() && !row.candidate.isEmpty())
            .toList();
    if (!common.stream().allMatch(row -> hasRatio(row, measure))) {
      return Optional.empty();
    }
    List<NavigableMap<Integer, Double>> differences =
        common.stream()
            .map(row -> differences(row.samples(true, measure), row.samples(false, measure)))
            .toList();
    if (differences.size() < 2) {
      return Optional.empty();
    }
    NavigableSet<Integer> complete = new TreeSet<>(differences.getFirst().navigableKeySet());
    differences.forEach(row -> complete.retainAll(row.keySet()));
    double[] means =
        complete.stream()
            .mapToDouble(
                round ->
                    differences.stream().mapToDouble(row -> row.get(round)).average().orElse(0))
            .filter(Double::isFinite)
            .toArray();
    if (means.length < SequentialPlan.FEWEST_BLOCKS) {
      return Optional.empty();
    }
    Trial trial =
        Trial.of(ALL_ROWS, Measure.of(Measure.TIME, measure.share()), BlockContrast.of(means));
    Row row = judge.judge(List.of(trial)).getFirst();
    return Optional.of(
        new Comparison.Mean(row.ratio(), row.interval(), Optional.of(row.verdict()), means.length));
  }

  /** Above a floor, differences of logs are no ratios; without a direction, none is slower. */
  private static boolean hasRatio(RowBlocks row, Measure measure) {
    return first(row.base, measure)
        .map(Metric::unit)
        .filter(unit -> measure.hasDirection(unit) && measure.floorIn(unit) == 0)
        .isPresent();
  }

  private static NavigableMap<Integer, Double> differences(
      NavigableMap<Integer, List<ForkSample>> base,
      NavigableMap<Integer, List<ForkSample>> candidate) {
    NavigableMap<Integer, Double> differences = new TreeMap<>();
    base.forEach(
        (round, forks) -> {
          if (candidate.containsKey(round)) {
            differences.put(round, mean(candidate.get(round)) - mean(forks));
          }
        });
    return differences;
  }

  private static double mean(List<ForkSample> forks) {
    return forks.stream()
        .flatMap(sample -> sample.logs().stream())
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** A row's entry in one fork. */
  private record Seen(int round, ResultEntry entry) {}

  /** One row's forks, in the order they ran. */
  private static final class RowBlocks {
    private final String unit;
    private final List<Seen> base = new ArrayList<>();
    private final List<Seen> candidate = new ArrayList<>();
    private int wantedForks;

    RowBlocks(String unit) {
      this.unit = unit;
    }

    Matching.Pair pair() {
      return new Matching.Pair(base.getFirst().entry, candidate.getFirst().entry);
    }

    NavigableMap<Integer, List<ForkSample>> samples(boolean isBase, Measure measure) {
      NavigableMap<Integer, List<ForkSample>> samples = new TreeMap<>();
      for (Seen seen : isBase ? base : candidate) {
        Optional<Metric> metric = measure.of(seen.entry);
        metric.ifPresent(
            found ->
                samples
                    .computeIfAbsent(seen.round, round -> new ArrayList<>())
                    .add(ForkSample.of(found, measure)));
      }
      return samples;
    }

    Trial trial(RowKey key, Measure measure) {
      NavigableMap<Integer, List<ForkSample>> before = samples(true, measure);
      NavigableMap<Integer, List<ForkSample>> after = samples(false, measure);
      ForkSample left = ForkSample.joined(before.values().stream().flatMap(List::stream).toList());
      ForkSample right = ForkSample.joined(after.values().stream().flatMap(List::stream).toList());
      double[] differences =
          differences(before, after).values().stream().mapToDouble(d -> d).toArray();
      boolean usable =
          left.problem().isEmpty()
              && right.problem().isEmpty()
              && measure.hasDirection(left.unit())
              && differences.length >= SequentialPlan.FEWEST_BLOCKS;
      Optional<Contrast> contrast =
          usable ? Optional.of(BlockContrast.of(differences)) : Optional.empty();
      Trial plain = new Trial(key, measure, left, right, contrast, "", List.of());
      List<Warning> warnings = new ArrayList<>(RowChecks.ofPairs(RowChecks.ofForks(plain)));
      int seen = left.forks() + right.forks();
      if (usable && seen < wantedForks) {
        warnings.add(
            new Warning(
                Warning.Kind.FAILED_FORKS, "%d of %d forks have it".formatted(seen, wantedForks)));
      }
      return plain.with(warnings);
    }
  }
}
