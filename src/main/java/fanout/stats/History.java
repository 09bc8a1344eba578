package fanout.stats;

import fanout.results.MetricUnit;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Several results of the same benchmarks in the order they were made.
 *
 * @param trends one for each benchmark that any of the files has, sorted by name
 * @param sinceFirst the last file against the first
 * @param sincePrevious the last file against the one before it
 */
public record History(List<Trend> trends, Comparison sinceFirst, Comparison sincePrevious) {
  /** Fewer files than this have no trend. */
  public static final int FEWEST_FILES = 3;

  /**
   * One benchmark over time.
   *
   * @param key which benchmark
   * @param unit the unit of the centres, as the first file that has the benchmark gives it
   * @param centres geometric mean of the forks, one a file; NaN where a file lacks the benchmark
   */
  public record Trend(RowKey key, String unit, List<Double> centres) {}

  /** Copies the trends. */
  public History {
    trends = List.copyOf(trends);
  }

  /**
   * Sets files side by side.
   *
   * @param files at least three, oldest first
   * @param criteria what counts as a change
   * @throws fanout.results.BadResultException if the last has nothing in common with the first or
   *     with the one before it
   */
  public static History of(List<ResultFile> files, Criteria criteria) {
    if (files.size() < FEWEST_FILES) {
      throw new IllegalArgumentException(
          "a history needs at least %d files, had %d".formatted(FEWEST_FILES, files.size()));
    }
    Comparison sinceFirst = Comparison.of(files.getFirst(), files.getLast(), criteria);
    Comparison sincePrevious =
        Comparison.of(files.get(files.size() - 2), files.getLast(), criteria);
    return new History(trends(files, criteria), sinceFirst, sincePrevious);
  }

  private static List<Trend> trends(List<ResultFile> files, Criteria criteria) {
    List<Map<RowKey, ForkSample>> samples = new ArrayList<>();
    TreeSet<RowKey> keys = new TreeSet<>();
    for (ResultFile file : files) {
      Map<RowKey, ForkSample> ofFile = new HashMap<>();
      for (ResultEntry entry : file.entries()) {
        criteria
            .measures()
            .getFirst()
            .of(entry)
            .ifPresent(metric -> ofFile.put(entry.key(), ForkSample.of(metric)));
      }
      samples.add(ofFile);
      keys.addAll(ofFile.keySet());
    }
    return keys.stream().map(key -> trend(key, samples)).toList();
  }

  private static Trend trend(RowKey key, List<Map<RowKey, ForkSample>> files) {
    List<Optional<ForkSample>> samples =
        files.stream().map(file -> Optional.ofNullable(file.get(key))).toList();
    MetricUnit unit = samples.stream().flatMap(Optional::stream).findFirst().orElseThrow().unit();
    List<Double> centres =
        samples.stream()
            .map(sample -> sample.filter(found -> unit.convertsTo(found.unit())))
            .map(sample -> sample.map(found -> unit.convert(found.centre(), found.unit())))
            .map(centre -> centre.orElse(Double.NaN))
            .toList();
    return new Trend(key, unit.text(), centres);
  }
}
