package fanout.stats;

import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Comparisons of two whole files, drawn from a seed that each setting has of its own.
 *
 * @param forks forks a side
 * @param rows rows in each file
 * @param spread standard deviation of single forks, as a share
 * @param spreads how rows differ in it
 * @param noise how forks vary
 * @param margin the margin, as a share
 */
record FileSimulation(
    int forks, int rows, double spread, Spreads spreads, Noise noise, double margin) {
  private static final MetricUnit NANOS = MetricUnit.parse("ns/op");

  /** How rows differ in their spread. */
  enum Spreads {
    /** All vary by the same share. */
    EQUAL,
    /** From 1 to 10 %, evenly on a log scale. */
    MIXED,
    /** One row varies ten times as much as the others. */
    ONE_WILD,
    /** The new side varies three times as much as the base. */
    SIDES
  }

  FileSimulation(int forks, int rows, double spread, Spreads spreads, Noise noise) {
    this(forks, rows, spread, spreads, noise, Criteria.DEFAULT_THRESHOLD);
  }

  /** Returns how often any row on the margin is called regressed. */
  double falseAlarms(int runs) {
    return share(runs, run -> onMargin(run).stream().anyMatch(is(Verdict.REGRESSED)) ? 1 : 0);
  }

  /** Returns the share of rows on the margin that pass. */
  double falsePasses(int runs) {
    return share(runs, run -> shareOf(onMargin(run), row -> row.verdict().passes()));
  }

  /** Returns how often all rows pass if none has changed. */
  double passes(int runs) {
    return share(
        runs, run -> judged(0, run).stream().allMatch(row -> row.verdict().passes()) ? 1 : 0);
  }

  /** Returns the share of rows that are called regressed where all are slower by a share. */
  double found(double slowdown, int runs) {
    return share(runs, run -> shareOf(judged(slowdown, run), is(Verdict.REGRESSED)));
  }

  private List<Row> onMargin(int run) {
    return judged(margin, run);
  }

  private static Predicate<Row> is(Verdict verdict) {
    return row -> row.verdict() == verdict;
  }

  private static double shareOf(List<Row> rows, Predicate<Row> predicate) {
    return (double) rows.stream().filter(predicate).count() / rows.size();
  }

  /** Returns the mean of what many runs give, whatever the order in which they end. */
  static double share(int runs, IntToDoubleFunction ofRun) {
    return Arrays.stream(IntStream.range(0, runs).parallel().mapToDouble(ofRun).toArray())
        .average()
        .orElseThrow();
  }

  /** Returns the source of chance for one run of what a text describes. */
  static SplittableRandom random(String what, int run) {
    return new SplittableRandom(((long) what.hashCode() << 32) + run);
  }

  /** Judges one draw of rows that are all slower by a share. */
  List<Row> judged(double slowdown, int run) {
    SplittableRandom random = random(this + " " + slowdown, run);
    List<Trial> plain = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double ofRow = spreadOf(row, random);
      double ofNew = spreads == Spreads.SIDES ? 3 * ofRow : ofRow;
      double[] values = noise.values(2 * forks, random);
      plain.add(
          new Trial(
              new RowKey("b" + row, "avgt", new TreeMap<>(), 1),
              Measure.of(Measure.TIME, margin),
              sample(Arrays.copyOf(values, forks), ofRow, 0),
              sample(Arrays.copyOfRange(values, forks, 2 * forks), ofNew, Math.log1p(slowdown)),
              Optional.empty(),
              "",
              List.of()));
    }
    Contrasts contrasts = new Contrasts(plain, KnownSpreads.NONE);
    return new Judge(Criteria.of(margin), Level.SINGLE_LOOK)
        .judge(plain.stream().map(contrasts::contrasted).toList());
  }

  private double spreadOf(int row, SplittableRandom random) {
    return switch (spreads) {
      case EQUAL, SIDES -> spread;
      case MIXED -> 0.01 * Math.pow(10, random.nextDouble());
      case ONE_WILD -> row == 0 ? 10 * spread : spread;
    };
  }

  private static ForkSample sample(double[] noise, double spread, double mean) {
    List<Double> logs = Arrays.stream(noise).mapToObj(value -> mean + spread * value).toList();
    return new ForkSample(
        logs,
        logs.stream().map(List::of).toList(),
        NANOS,
        Optional.empty(),
        0,
        Double.NaN,
        Double.NaN);
  }

  /** Returns the cells of a table that name the setting. */
  String cells() {
    return "%d | %d | %s | %s"
        .formatted(
            forks,
            rows,
            spreads.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            noise.name().toLowerCase(Locale.ROOT));
  }
}
