package fanout.stats;

import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Two results set against each other.
 *
 * @param rows one for each benchmark that both have, sorted by name
 * @param onlyInBase benchmarks that the new side lacks
 * @param onlyInCandidate benchmarks that the base lacks
 * @param environment what differs between the places of the two runs
 * @param criteria what counted as a change
 */
public record Comparison(
    List<Row> rows,
    List<RowKey> onlyInBase,
    List<RowKey> onlyInCandidate,
    EnvironmentCheck environment,
    Criteria criteria) {

  /** Copies the lists. */
  public Comparison {
    rows = List.copyOf(rows);
    onlyInBase = List.copyOf(onlyInBase);
    onlyInCandidate = List.copyOf(onlyInCandidate);
  }

  /**
   * Compares two files as independent samples of forks.
   *
   * @param base the file to compare with
   * @param candidate the new file
   * @param criteria what counts as a change
   * @throws fanout.results.BadResultException if the files have no benchmark in common, units that
   *     do not convert, or no such metric
   */
  public static Comparison of(ResultFile base, ResultFile candidate, Criteria criteria) {
    Matching matching = new Matching(base, candidate, criteria.metric());
    List<Trial> trials =
        matching.pairs().parallelStream().map(pair -> pair.trial(criteria)).toList();
    List<Map.Entry<ResultEntry, ResultEntry>> entries = new ArrayList<>();
    matching
        .pairs()
        .forEach(pair -> entries.add(new SimpleImmutableEntry<>(pair.base(), pair.candidate())));
    return new Comparison(
        new Judge(criteria, Level.SINGLE_LOOK).judge(trials),
        matching.onlyInBase(),
        matching.onlyInCandidate(),
        EnvironmentCheck.of(entries),
        criteria);
  }

  /**
   * Returns the geometric mean of the rows' ratios; empty with fewer than 2 rows, or where a row
   * has no ratio. It has no interval: rows of one run share the machine's mood and are not
   * independent.
   */
  public OptionalDouble geometricMean() {
    if (rows.size() < 2 || rows.stream().anyMatch(row -> !(row.ratio() > 0))) {
      return OptionalDouble.empty();
    }
    double mean = rows.stream().mapToDouble(row -> Math.log(row.ratio())).average().orElseThrow();
    return OptionalDouble.of(Math.exp(mean));
  }

  /** Returns how many rows have the given verdict. */
  public long count(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
