package fanout.stats;

import fanout.results.Metric;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two results set against each other.
 *
 * @param rows one for each metric of each benchmark that both have, by metric and name
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

  /** Compares two files of whose forks nothing is known beforehand. */
  public static Comparison of(ResultFile base, ResultFile candidate, Criteria criteria) {
    return of(base, candidate, criteria, KnownSpreads.NONE);
  }

  /**
   * Compares two files as independent samples of forks.
   *
   * @param base the file to compare with
   * @param candidate the new file
   * @param criteria what counts as a change
   * @param known what is known about the spread of rows with one fork
   * @throws fanout.results.BadResultException if the files have no benchmark in common, units that
   *     do not convert, or no such metric
   */
  public static Comparison of(
      ResultFile base, ResultFile candidate, Criteria criteria, KnownSpreads known) {
    Matching matching = new Matching(base, candidate);
    List<Trial> trials = new ArrayList<>();
    List<Row> missing = new ArrayList<>();
    for (Measure measure : criteria.measures()) {
      List<Matching.Sides> sides = matching.sides(measure);
      sides.stream()
          .filter(side -> !side.isComplete())
          .forEach(side -> missing.add(side.missing()));
      List<Trial> plain =
          sides.stream().filter(Matching.Sides::isComplete).toList().parallelStream()
              .map(side -> plain(side, criteria))
              .toList();
      Contrasts contrasts = new Contrasts(plain, known);
      plain.parallelStream().map(contrasts::contrasted).forEachOrdered(trials::add);
    }
    List<Row> rows = new ArrayList<>(new Judge(criteria, Level.SINGLE_LOOK).judge(trials));
    rows.addAll(missing);
    return new Comparison(
        rows,
        matching.onlyInBase(),
        matching.onlyInCandidate(),
        EnvironmentCheck.of(entries(matching)),
        criteria);
  }

  private static Trial plain(Matching.Sides sides, Criteria criteria) {
    Measure measure = criteria.measureOf(sides.pair().key(), sides.measure());
    Trial trial =
        new Trial(
            sides.pair().key(),
            measure,
            sample(measure, sides.base().orElseThrow()),
            sample(measure, sides.candidate().orElseThrow()),
            Optional.empty(),
            "",
            List.of());
    return trial.with(RowChecks.of(trial, sides.pair().base(), sides.pair().candidate()));
  }

  private static ForkSample sample(Measure measure, Metric metric) {
    return ForkSample.of(metric, measure.floorIn(metric.unit()));
  }

  private static List<Map.Entry<ResultEntry, ResultEntry>> entries(Matching matching) {
    List<Map.Entry<ResultEntry, ResultEntry>> entries = new ArrayList<>();
    matching
        .pairs()
        .forEach(pair -> entries.add(new SimpleImmutableEntry<>(pair.base(), pair.candidate())));
    return entries;
  }

  /**
   * Returns the geometric mean of the ratios of the first metric; empty with fewer than 2 rows, or
   * where a row has no ratio. It has no interval: rows of one run share the machine's mood and are
   * not independent.
   */
  public OptionalDouble geometricMean() {
    List<Row> first =
        rows.stream()
            .filter(row -> row.measure().metric().equals(criteria.measures().getFirst().metric()))
            .toList();
    if (first.size() < 2 || first.stream().anyMatch(row -> !(row.ratio() > 0))) {
      return OptionalDouble.empty();
    }
    double mean = first.stream().mapToDouble(row -> Math.log(row.ratio())).average().orElseThrow();
    return OptionalDouble.of(Math.exp(mean));
  }

  /** Returns how many rows have the given verdict. */
  public long count(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
