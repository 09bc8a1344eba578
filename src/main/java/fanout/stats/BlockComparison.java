package fanout.stats;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares two sides whose forks ran interleaved, block by block: the sample is one difference a
 * block, mean log of its new forks − mean log of its base forks.
 */
public final class BlockComparison {
  private BlockComparison() {}

  /**
   * The forks of one block.
   *
   * @param base results of one fork each; failed forks are left out
   * @param candidate results of one fork each; failed forks are left out
   */
  public record Block(List<ResultFile> base, List<ResultFile> candidate) {}

  /**
   * Compares the blocks run so far. A block counts for a row if both its sides have the row.
   *
   * @param blocks in the order they ran
   * @param criteria what counts as a change
   * @param level the error rates of this look at the data
   */
  public static Comparison of(List<Block> blocks, Criteria criteria, Level level) {
    Map<RowKey, RowBlocks> rows = new TreeMap<>();
    for (int block = 0; block < blocks.size(); block++) {
      collect(rows, block, blocks.get(block).base(), true, criteria);
      collect(rows, block, blocks.get(block).candidate(), false, criteria);
    }
    List<RowKey> onlyInBase = new ArrayList<>();
    List<RowKey> onlyInCandidate = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    List<Map.Entry<ResultEntry, ResultEntry>> entries = new ArrayList<>();
    rows.forEach(
        (key, row) -> {
          if (row.candidate.isEmpty()) {
            onlyInBase.add(key);
          } else if (row.base.isEmpty()) {
            onlyInCandidate.add(key);
          } else {
            trials.add(row.trial(key, blocks, criteria));
            entries.add(
                new SimpleImmutableEntry<>(
                    row.firstBase.orElseThrow(), row.firstCandidate.orElseThrow()));
          }
        });
    return new Comparison(
        new Judge(criteria, level).judge(trials),
        onlyInBase,
        onlyInCandidate,
        EnvironmentCheck.of(entries),
        criteria);
  }

  private static void collect(
      Map<RowKey, RowBlocks> rows,
      int block,
      List<ResultFile> forks,
      boolean isBase,
      Criteria criteria) {
    for (ResultFile fork : forks) {
      for (ResultEntry entry : fork.entries()) {
        Optional<Metric> metric = criteria.measures().getFirst().of(entry);
        if (metric.isPresent()) {
          RowBlocks row = rows.computeIfAbsent(entry.key(), key -> new RowBlocks());
          row.add(block, entry, ForkSample.of(metric.get()), isBase);
        }
      }
    }
  }

  /** One row's forks by block. */
  private static final class RowBlocks {
    private final NavigableMap<Integer, List<ForkSample>> base = new TreeMap<>();
    private final NavigableMap<Integer, List<ForkSample>> candidate = new TreeMap<>();
    private Optional<ResultEntry> firstBase = Optional.empty();
    private Optional<ResultEntry> firstCandidate = Optional.empty();

    void add(int block, ResultEntry entry, ForkSample sample, boolean isBase) {
      (isBase ? base : candidate).computeIfAbsent(block, any -> new ArrayList<>()).add(sample);
      if (isBase) {
        firstBase = firstBase.or(() -> Optional.of(entry));
      } else {
        firstCandidate = firstCandidate.or(() -> Optional.of(entry));
      }
    }

    Trial trial(RowKey key, List<Block> blocks, Criteria criteria) {
      ForkSample all = ForkSample.joined(base.values().stream().flatMap(List::stream).toList());
      ForkSample other =
          ForkSample.joined(candidate.values().stream().flatMap(List::stream).toList());
      double[] differences = differences();
      boolean usable =
          all.problem().isEmpty()
              && other.problem().isEmpty()
              && differences.length >= Trial.FEWEST_FORKS;
      Optional<Contrast> contrast =
          usable ? Optional.of(BlockContrast.of(differences)) : Optional.empty();
      Trial plain =
          new Trial(
              key,
              criteria.measureOf(key, criteria.measures().getFirst()),
              all,
              other,
              contrast,
              "",
              List.of());
      List<Warning> warnings = new ArrayList<>(RowChecks.ofForks(plain));
      int wanted = blocks.stream().mapToInt(b -> b.base().size() + b.candidate().size()).sum();
      int seen = all.forks() + other.forks();
      if (usable && seen < wanted) {
        warnings.add(
            new Warning(
                Warning.Kind.FAILED_FORKS, "%d of %d forks have it".formatted(seen, wanted)));
      }
      return plain.with(warnings);
    }

    private double[] differences() {
      return base.keySet().stream()
          .filter(candidate::containsKey)
          .mapToDouble(block -> mean(candidate, block) - mean(base, block))
          .toArray();
    }

    private static double mean(Map<Integer, List<ForkSample>> side, Integer block) {
      return side.getOrDefault(block, List.of()).stream()
          .flatMap(sample -> sample.logs().stream())
          .mapToDouble(Double::doubleValue)
          .average()
          .orElse(Double.NaN);
    }
  }
}
