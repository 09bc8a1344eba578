package fanout.stats;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How often a comparison of whole files errs, by simulation from fixed seeds: rows whose truth lies
 * exactly on the margin, the least favourable place. {@code -Dfanout.rates=write} prints the whole
 * table, as it is kept under {@code results/proof}.
 */
final class ErrorRateTest {
  private static final double MARGIN = Math.log1p(0.05);
  private static final MetricUnit NANOS = MetricUnit.parse("ns/op");
  private static final int TABLE_RUNS = 1_000;

  /** How a fork's value varies about its row's mean, in standard deviations. */
  private enum Shape {
    NORMAL(SplittableRandom::nextGaussian),
    /** Student's t with 3 degrees of freedom. */
    HEAVY(
        random -> {
          double chi = 0;
          for (int i = 0; i < 3; i++) {
            double value = random.nextGaussian();
            chi += value * value;
          }
          return random.nextGaussian() / Math.sqrt(chi / 3) / Math.sqrt(3);
        }),
    /** One fork in ten lies five standard deviations towards slow. */
    OUTLIERS(random -> random.nextGaussian() + (random.nextInt(10) == 0 ? 5 : 0));

    @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
    private final ToDoubleFunction<SplittableRandom> draw;

    Shape(ToDoubleFunction<SplittableRandom> draw) {
      this.draw = draw;
    }
  }

  /** How rows differ in their spread. */
  private enum Spreads {
    /** All vary by the same share. */
    EQUAL,
    /** From 1 to 10 %, evenly on a log scale. */
    MIXED,
    /** One row varies ten times as much as the others. */
    ONE_WILD,
    /** The new side varies three times as much as the base. */
    SIDES
  }

  private record Setting(int forks, int rows, double spread, Spreads spreads, Shape shape) {
    double spreadOf(int row, SplittableRandom random) {
      return switch (spreads) {
        case EQUAL, SIDES -> spread;
        case MIXED -> 0.01 * Math.pow(10, random.nextDouble());
        case ONE_WILD -> row == 0 ? 10 * spread : spread;
      };
    }
  }

  /**
   * Returns the share of comparisons in which any row was called regressed that is on the margin.
   */
  private static double alarms(Setting setting, int runs) {
    return share(
        runs,
        run ->
            onMargin(setting, run).stream().anyMatch(row -> row.verdict() == Verdict.REGRESSED)
                ? 1
                : 0);
  }

  /** Returns the share of rows that passed though exactly on the margin. */
  private static double falsePasses(Setting setting, int runs) {
    return share(runs, run -> shareOfRows(onMargin(setting, run), row -> row.verdict().passes()));
  }

  /** Returns the share of comparisons without a change in which every row passed. */
  private static double passes(Setting setting, int runs) {
    return share(
        runs,
        run ->
            judged(setting, 0, 2L * run + 2).stream().allMatch(row -> row.verdict().passes())
                ? 1
                : 0);
  }

  /** Returns the share of rows twice as far as the margin that were called regressed. */
  private static double found(Setting setting, int runs) {
    return share(
        runs,
        run ->
            shareOfRows(
                judged(setting, 2 * MARGIN, -2L * run - 1),
                row -> row.verdict() == Verdict.REGRESSED));
  }

  private static List<Row> onMargin(Setting setting, int run) {
    return judged(setting, MARGIN, 2L * run + 1);
  }

  private static double shareOfRows(List<Row> rows, Predicate<Row> predicate) {
    return (double) rows.stream().filter(predicate).count() / rows.size();
  }

  private static double share(int runs, IntToDoubleFunction ofRun) {
    return IntStream.range(0, runs).parallel().mapToDouble(ofRun).average().orElseThrow();
  }

  private static List<Row> judged(Setting setting, double truth, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trial> plain = new ArrayList<>();
    for (int row = 0; row < setting.rows; row++) {
      double spread = setting.spreadOf(row, random);
      plain.add(
          new Trial(
              new RowKey("b" + row, "avgt", new TreeMap<>(), 1),
              Criteria.DEFAULT.measures().getFirst(),
              sample(setting, spread, 0, random),
              sample(
                  setting, setting.spreads == Spreads.SIDES ? 3 * spread : spread, truth, random),
              Optional.empty(),
              "",
              List.of()));
    }
    Contrasts contrasts = new Contrasts(plain, KnownSpreads.NONE);
    return new Judge(Criteria.DEFAULT, Level.SINGLE_LOOK)
        .judge(plain.stream().map(contrasts::contrasted).toList());
  }

  private static ForkSample sample(
      Setting setting, double spread, double mean, SplittableRandom random) {
    List<Double> logs =
        IntStream.range(0, setting.forks)
            .mapToObj(fork -> mean + spread * setting.shape.draw.applyAsDouble(random))
            .toList();
    return new ForkSample(logs, logs.stream().map(List::of).toList(), NANOS, Optional.empty(), 0);
  }

  /** Three standard errors of 400 runs at 5 % are 0.033. */
  @Test
  void keepsTheFamilywiseErrorAtTheMarginFromThreeForksOn() {
    for (int forks : new int[] {3, 5, 10}) {
      for (int rows : new int[] {1, 20}) {
        for (Spreads spreads : Spreads.values()) {
          Setting setting = new Setting(forks, rows, 0.02, spreads, Shape.NORMAL);
          assertThat(alarms(setting, 400)).as(setting.toString()).isLessThan(0.083);
        }
      }
    }
  }

  @Test
  void keepsTheErrorOfASinglePassAtTheMargin() {
    for (int forks : new int[] {3, 5}) {
      Setting setting = new Setting(forks, 20, 0.02, Spreads.EQUAL, Shape.NORMAL);
      assertThat(falsePasses(setting, 300)).as(setting.toString()).isLessThan(0.06);
    }
  }

  @Test
  void passesTwentyUnchangedRowsOfFiveForksMoreOftenThanNot() {
    Setting setting = new Setting(5, 20, 0.02, Spreads.EQUAL, Shape.NORMAL);
    assertThat(passes(setting, 200)).isGreaterThan(0.5);
  }

  @Test
  void printsTheTableOnRequest() {
    if (!"write".equals(System.getProperty("fanout.rates"))) {
      return;
    }
    System.out.println(
        "| forks | rows | spread | spreads | noise | false alarm | false pass | all pass | found"
            + " |");
    System.out.println("|---:|---:|---:|---|---|---:|---:|---:|---:|");
    for (Setting setting : settings().toList()) {
      int runs = setting.rows > 20 ? TABLE_RUNS / 5 : TABLE_RUNS;
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %.0f %% | %s | %s | %.3f | %.3f | %.3f | %.3f |%n",
          setting.forks,
          setting.rows,
          100 * setting.spread,
          setting.spreads.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          setting.shape.name().toLowerCase(Locale.ROOT),
          alarms(setting, runs),
          falsePasses(setting, runs),
          passes(setting, runs),
          found(setting, runs));
    }
  }

  private static Stream<Setting> settings() {
    List<Setting> settings = new ArrayList<>();
    for (int forks : new int[] {2, 3, 5, 10}) {
      for (int rows : new int[] {1, 20, 200}) {
        for (double spread : new double[] {0.01, 0.02, 0.05, 0.10}) {
          settings.add(new Setting(forks, rows, spread, Spreads.EQUAL, Shape.NORMAL));
        }
        for (double spread : new double[] {0.01, 0.10}) {
          settings.add(new Setting(forks, rows, spread, Spreads.EQUAL, Shape.HEAVY));
          settings.add(new Setting(forks, rows, spread, Spreads.EQUAL, Shape.OUTLIERS));
          settings.add(new Setting(forks, rows, spread, Spreads.SIDES, Shape.NORMAL));
          settings.add(new Setting(forks, rows, spread, Spreads.ONE_WILD, Shape.NORMAL));
        }
        settings.add(new Setting(forks, rows, 0.01, Spreads.MIXED, Shape.NORMAL));
        settings.add(new Setting(forks, rows, 0.01, Spreads.MIXED, Shape.HEAVY));
      }
    }
    return settings.stream();
  }
}
