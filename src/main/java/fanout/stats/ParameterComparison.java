package fanout.stats;

import fanout.results.BadResultException;
import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.Parameter;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import fanout.results.Rounds;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Rows of one file that differ in one parameter, each set against that with a given value. Where
 * they took turns in the same forks, they are paired by fork: what a fork shares cancels.
 */
public final class ParameterComparison {
  private final ResultFile file;
  private final String param;
  private final Criteria criteria;
  private final KnownSpreads known;

  private ParameterComparison(
      ResultFile file, String param, Criteria criteria, KnownSpreads known) {
    this.file = file;
    this.param = param;
    this.criteria = criteria;
    this.known = known;
  }

  /**
   * Compares the rows of a file.
   *
   * @param file the file
   * @param param the parameter in which rows differ
   * @param base its value on the base side
   * @param criteria what counts as a change
   * @throws BadResultException if no row has the parameter or the value, none differs in it, or
   *     units do not convert
   */
  public static Comparison of(ResultFile file, String param, String base, Criteria criteria) {
    return of(file, param, base, criteria, KnownSpreads.NONE);
  }

  /**
   * Compares the rows of a file.
   *
   * @param known the spreads of rows with one fork
   * @throws BadResultException as {@link #of(ResultFile, String, String, Criteria)}
   */
  public static Comparison of(
      ResultFile file, String param, String base, Criteria criteria, KnownSpreads known) {
    return new ParameterComparison(file, param, criteria, known).against(base);
  }

  private Comparison against(String base) {
    Map<RowKey, ResultEntry> bases = new TreeMap<>();
    for (ResultEntry entry : file.entries()) {
      if (base.equals(Parameter.valueOf(entry, param))) {
        bases.put(entry.key().without(Set.of(param)), entry);
      }
    }
    if (bases.isEmpty()) {
      throw new BadResultException(
          file.path(),
          "no entry has %s=%s; there are %s"
              .formatted(
                  param,
                  base,
                  file.entries().stream()
                      .flatMap(entry -> Stream.ofNullable(Parameter.valueOf(entry, param)))
                      .distinct()
                      .toList()));
    }
    Map<RowKey, ResultEntry> unmatched = new TreeMap<>(bases);
    List<RowKey> alone = new ArrayList<>();
    List<Matching.Pair> pairs = new ArrayList<>();
    for (ResultEntry entry : file.entries()) {
      if (!base.equals(Parameter.valueOf(entry, param))) {
        ResultEntry other = bases.get(entry.key().without(Set.of(param)));
        if (other == null) {
          alone.add(entry.key());
        } else {
          pairs.add(new Matching.Pair(other, entry));
          unmatched.remove(entry.key().without(Set.of(param)));
        }
      }
    }
    if (pairs.isEmpty()) {
      throw new BadResultException(
          file.path(), "no two entries differ in '%s' alone".formatted(param));
    }
    List<Trial> trials = new ArrayList<>();
    List<Row> missing = new ArrayList<>();
    for (Measure measure : criteria.measures()) {
      Matching.requireMetric(file, measure);
      List<Matching.Sides> sides =
          pairs.stream().map(pair -> Matching.sides(pair, measure, file)).toList();
      sides.stream()
          .filter(side -> !side.isComplete())
          .forEach(side -> missing.add(side.missing()));
      trials.addAll(
          trials(
              measure,
              sides.stream()
                  .filter(Matching.Sides::isComplete)
                  .map(Matching.Sides::pair)
                  .toList()));
    }
    List<Row> rows = new ArrayList<>(new Judge(criteria, Level.SINGLE_LOOK).judge(trials));
    rows.addAll(missing);
    boolean arePaired =
        trials.stream()
            .flatMap(trial -> trial.contrast().stream())
            .allMatch(BlockContrast.class::isInstance);
    return new Comparison(
        rows,
        unmatched.values().stream().map(ResultEntry::key).toList(),
        alone,
        EnvironmentCheck.of(pairs),
        criteria,
        arePaired ? Comparison.Design.PAIRS : Comparison.Design.FILES);
  }

  private List<Trial> trials(Measure measure, List<Matching.Pair> pairs) {
    List<Trial> plain =
        pairs.stream()
            .map(
                pair -> {
                  RowKey key = pair.candidate().key();
                  return Trial.checked(
                      key,
                      criteria.measureOf(key, measure),
                      pair,
                      sample(measure, pair.base()),
                      sample(measure, pair.candidate()));
                })
            .toList();
    Contrasts contrasts = new Contrasts(plain, known);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < plain.size(); i++) {
      Trial trial = plain.get(i);
      trials.add(
          arePaired(pairs.get(i), trial)
              ? trial
                  .with(BlockContrast.of(differences(trial)), "")
                  .with(RowChecks.ofPairs(trial.warnings()))
              : contrasts.contrasted(trial));
    }
    return trials;
  }

  private static boolean arePaired(Matching.Pair pair, Trial trial) {
    Optional<String> group = pair.base().rounds().map(Rounds::group);
    return group.isPresent()
        && group.equals(pair.candidate().rounds().map(Rounds::group))
        && trial.measure().hasDirection(trial.unit())
        && trial.base().forks() >= Trial.FEWEST_FORKS
        && trial.base().forks() == trial.candidate().forks();
  }

  private static double[] differences(Trial trial) {
    double[] differences = trial.candidate().values();
    double[] base = trial.base().values();
    for (int fork = 0; fork < differences.length; fork++) {
      differences[fork] -= base[fork];
    }
    return differences;
  }

  /** A row of rounds has one mean a fork, over all its batches. */
  private static ForkSample sample(Measure measure, ResultEntry entry) {
    Metric metric = measure.of(entry).orElseThrow();
    if (measure.isScore() && entry.rounds().isPresent()) {
      double scale = metric.unit().convert(1, MetricUnit.MICROSECONDS);
      List<List<Double>> means = new ArrayList<>();
      for (double mean : entry.rounds().get().forkMeansUs()) {
        means.add(List.of(mean * scale));
      }
      metric = new Metric(metric.score(), Double.NaN, metric.unit(), means, List.of());
    }
    return ForkSample.of(metric, measure);
  }
}
