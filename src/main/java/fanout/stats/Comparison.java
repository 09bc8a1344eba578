package fanout.stats;

import fanout.results.ResultFile;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two results set against each other.
 *
 * @param rows one for each metric of each benchmark that both have, by metric and name
 * @param onlyInBase benchmarks that the new side lacks
 * @param onlyInCandidate benchmarks that the base lacks
 * @param environment what differs between the places of the two runs
 * @param criteria what counted as a change
 * @param design how the forks were collected
 * @param mean the geometric mean of the ratios of the first metric; empty with fewer than 2 rows,
 *     or where a row has no ratio
 */
public record Comparison(
    List<Row> rows,
    List<RowKey> onlyInBase,
    List<RowKey> onlyInCandidate,
    EnvironmentCheck environment,
    Criteria criteria,
    Design design,
    Optional<Mean> mean) {

  /** How forks were collected, and so how to have more. */
  public enum Design {
    /** Forks of two sides for themselves. */
    FILES("%d forks a side", "-f %d"),
    /** Forks that have both sides of each row. */
    PAIRS("%d forks", "-f %d"),
    /** Blocks of forks in turn. */
    BLOCKS("%d blocks", "--blocks %d");

    private final String amount;
    private final String option;

    Design(String amount, String option) {
      this.amount = amount;
      this.option = option;
    }

    private String remedy(int number) {
      return number > Power.MOST_FORKS
          ? "more than %s would be needed to show rows that have not changed to be no slower: "
                  .formatted(amount.formatted(Power.MOST_FORKS))
              + "quieten the machine or widen the margin"
          : "about %s (%s) show rows that have not changed to be no slower, all of them together"
              .formatted(amount.formatted(number), option.formatted(number));
    }
  }

  /**
   * The geometric mean of ratios.
   *
   * @param ratio new/base, above 1 is slower
   * @param interval its confidence interval; unknown for files: rows of one run share the machine's
   *     mood and are not independent
   * @param verdict by the margin of the first metric; empty for files
   * @param rounds of blocks it is a mean of; 0 for files
   */
  public record Mean(double ratio, Interval interval, Optional<Verdict> verdict, int rounds) {}

  /** Rows whose mean has no interval, since those of one run are not independent. */
  Comparison(
      List<Row> rows,
      List<RowKey> onlyInBase,
      List<RowKey> onlyInCandidate,
      EnvironmentCheck environment,
      Criteria criteria,
      Design design) {
    this(
        rows,
        onlyInBase,
        onlyInCandidate,
        environment,
        criteria,
        design,
        mean(rows, criteria.measures().getFirst().metric()));
  }

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
        EnvironmentCheck.of(matching.pairs()),
        criteria,
        Design.FILES);
  }

  private static Trial plain(Matching.Sides sides, Criteria criteria) {
    Measure measure = criteria.measureOf(sides.pair().key(), sides.measure());
    return Trial.checked(
        sides.pair().key(),
        measure,
        sides.pair(),
        ForkSample.of(sides.base().orElseThrow(), measure),
        ForkSample.of(sides.candidate().orElseThrow(), measure));
  }

  private static Optional<Mean> mean(List<Row> rows, String metric) {
    List<Row> first = rows.stream().filter(row -> row.measure().metric().equals(metric)).toList();
    if (first.size() < 2 || first.stream().anyMatch(row -> !(row.ratio() > 0))) {
      return Optional.empty();
    }
    double mean = first.stream().mapToDouble(row -> Math.log(row.ratio())).average().orElseThrow();
    return Optional.of(new Mean(Math.exp(mean), Interval.UNKNOWN, Optional.empty(), 0));
  }

  /** Returns the same comparison with other rows and mean. */
  Comparison with(List<Row> others, Optional<Mean> otherMean) {
    return new Comparison(
        others, onlyInBase, onlyInCandidate, environment, criteria, design, otherMean);
  }

  /** Returns the same comparison with more benchmarks that only one side has. */
  public Comparison withMissing(List<RowKey> inBase, List<RowKey> inCandidate) {
    return new Comparison(
        rows,
        Stream.concat(onlyInBase.stream(), inBase.stream()).toList(),
        Stream.concat(onlyInCandidate.stream(), inCandidate.stream()).toList(),
        environment,
        criteria,
        design,
        mean);
  }

  /** Returns the same comparison with rows, one for each name, that say why there is no more. */
  public Comparison withUntested(List<String> names, String why) {
    Stream<Row> untested =
        names.stream().map(name -> Row.untested(name, criteria.measures().getFirst(), why));
    return with(Stream.concat(rows.stream(), untested).toList(), mean);
  }

  /**
   * Returns the same comparison with each regressed row replaced by what another says of it, if
   * that could test it.
   *
   * @param again the same benchmarks and metrics, measured again
   */
  public Comparison confirmedBy(Comparison again) {
    Map<String, Row> found = new HashMap<>();
    again.rows.stream()
        .filter(row -> row.verdict() != Verdict.UNTESTED && row.verdict() != Verdict.MISSING)
        .forEach(row -> found.put(row.name(), row));
    return with(
        rows.stream()
            .map(
                row ->
                    row.verdict() == Verdict.REGRESSED ? found.getOrDefault(row.name(), row) : row)
            .toList(),
        Optional.empty());
  }

  /**
   * Returns what would show the rows that are not shown to pass, had they not changed, in words;
   * empty if nothing would, or nothing needs to.
   */
  public Optional<String> remedy() {
    List<Row> open =
        rows.stream()
            .filter(row -> !row.verdict().passes() && row.verdict() != Verdict.REGRESSED)
            .filter(row -> Double.isFinite(row.effect().pSlower()))
            .toList();
    if (open.stream()
        .anyMatch(row -> row.measure().share() == 0 && row.effect().forksNeeded() == 0)) {
      return Optional.of(
          "with a margin of 0 no number of forks shows that a row has not changed: widen it");
    }
    if (open.stream().anyMatch(Row::hasOneFork)) {
      return Optional.of("one fork does not tell how much a row varies: run several a side (-f 5)");
    }
    int most = open.stream().mapToInt(row -> row.effect().forksNeeded()).max().orElse(0);
    return most == 0 ? Optional.empty() : Optional.of(design.remedy(most));
  }

  /**
   * Tells whether any row has several forks a side, but too few to look for drift among them, and
   * to keep false alarms at 5 % where rows or sides vary unequally (simulated,
   * results/proof/rates.md).
   */
  public boolean hasFewForks() {
    return design == Design.FILES
        && rows.stream()
            .mapToInt(row -> Math.min(row.base().forks(), row.candidate().forks()))
            .anyMatch(forks -> forks >= 2 && forks < ForkChecks.FEWEST_FOR_ORDER);
  }

  /** Tells whether a metric is one that no row has on both sides, and some on neither or new. */
  public boolean isNowhere(String metric) {
    List<Row> all = rows.stream().filter(row -> row.measure().metric().equals(metric)).toList();
    return !all.isEmpty()
        && all.stream()
            .allMatch(row -> row.verdict() == Verdict.MISSING && !row.isMissingFromNew());
  }

  /** Returns the keys of all benchmarks of both sides, each once. */
  public List<RowKey> keys() {
    return Stream.of(rows.stream().map(Row::key), onlyInBase.stream(), onlyInCandidate.stream())
        .flatMap(keys -> keys)
        .distinct()
        .toList();
  }

  /** Returns how many rows have the given verdict. */
  public long count(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
