package fanout.stats;

import static fanout.stats.FileSimulation.share;

import fanout.results.ResultEntry;
import fanout.stats.FileSimulation.Spreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes {@code results/proof/rates.md}: each setting has a seed of its own, and always the same.
 */
@EnabledIfSystemProperty(named = "fanout.rates", matches = "write")
final class RateTables {
  private static final Path FILE = Path.of("results", "proof", "rates.md");
  private static final int RUNS = 6_000;
  private static final int LARGE_RUNS = 4_000;
  private static final int GATE_RUNS = 1_000;
  private static final int SEQUENTIAL_RUNS = 1_200_000;
  private static final double[] PLANNED = {0.0310, 0.0205, 0.0183};
  private static final int[] FORKS = {2, 3, 5, 10};

  private final StringBuilder out = new StringBuilder();

  @Test
  void writesTheTables() throws IOException {
    line("# The gate's error rates and power, simulated");
    line("");
    line("Made whole, within a few minutes, by");
    line("");
    line("```");
    line("mvn test -Dtest=RateTables -Dfanout.rates=write");
    line("```");
    line("");
    line(
        "What it shows is said in [README.md](README.md). *Forks* are those of each side,"
            + " *spread*");
    line("is the standard deviation of single forks; the margin is 5 % where no other is named.");
    onTheMargin();
    power();
    gates();
    advice();
    sequential();
    designs();
    Files.writeString(FILE, out);
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void heading(String title, String text, String... columns) {
    out.append("\n## ").append(title).append("\n\n").append(text).append("\n\n");
    out.append("| ").append(String.join(" | ", columns)).append(" |\n");
    out.append("|").append("---:|".repeat(columns.length)).append('\n');
  }

  private void row(String format, Object... values) {
    out.append(String.format(Locale.ROOT, "| " + format + " |%n", values));
  }

  private void onTheMargin() {
    heading(
        "Errors on the margin",
        """
        *False alarm*: every row is slower by exactly the margin, and any is called regressed. *False
        pass*: the share of those rows that pass. Neither depends on the size of the spread, only on
        how it differs. *sides*: the new side varies three times as much; *one wild*: one row varies
        ten times as much as the others; *mixed*: from 1 to 10 %. 6000 comparisons a line, 4000 with
        200 rows: standard error 0.003.\
        """,
        "forks",
        "rows",
        "spreads",
        "noise",
        "false alarm",
        "false pass");
    for (int forks : FORKS) {
      for (int rows : new int[] {1, 4, 20, 200}) {
        int runs = rows > 20 ? LARGE_RUNS : RUNS;
        for (Spreads spreads : Spreads.values()) {
          marginRow(new FileSimulation(forks, rows, 0.02, spreads, Noise.NORMAL), runs);
        }
        for (Noise noise : List.of(Noise.SKEWED, Noise.HEAVY, Noise.OUTLIERS)) {
          marginRow(new FileSimulation(forks, rows, 0.02, Spreads.EQUAL, noise), runs);
        }
        marginRow(new FileSimulation(forks, rows, 0.02, Spreads.MIXED, Noise.HEAVY), runs);
      }
    }
  }

  private void marginRow(FileSimulation files, int runs) {
    row("%s | %.3f | %.3f", files.cells(), files.falseAlarms(runs), files.falsePasses(runs / 4));
  }

  private void power() {
    heading(
        "Power",
        """
        Normal noise, equal spreads. *All pass*: nothing has changed, and every row passes. The others:
        the share of rows that are called regressed if all are slower by so much, with the margin
        before the slash. 1000 comparisons a line, 200 with 200 rows.\
        """,
        "forks",
        "rows",
        "spread",
        "all pass",
        "0 / 1 %",
        "0 / 2 %",
        "0 / 5 %",
        "0 / 10 %",
        "5 / 10 %",
        "5 / 20 %");
    for (int forks : FORKS) {
      for (int rows : new int[] {1, 20, 200}) {
        for (double spread : new double[] {0.01, 0.02, 0.05, 0.10}) {
          powerRow(forks, rows, spread);
        }
      }
    }
  }

  private void powerRow(int forks, int rows, double spread) {
    int runs = rows > 20 ? GATE_RUNS / 5 : GATE_RUNS;
    FileSimulation usual = new FileSimulation(forks, rows, spread, Spreads.EQUAL, Noise.NORMAL);
    FileSimulation none = new FileSimulation(forks, rows, spread, Spreads.EQUAL, Noise.NORMAL, 0);
    row(
        "%d | %d | %.0f %% | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f",
        forks,
        rows,
        100 * spread,
        usual.passes(runs),
        none.found(0.01, runs),
        none.found(0.02, runs),
        none.found(0.05, runs),
        none.found(0.10, runs),
        usual.found(0.10, runs),
        usual.found(0.20, runs));
  }

  private void gates() {
    heading(
        "What a gate says",
        """
        Whole files, as `check` judges them, with `--fail-on not-shown`. Of several rows only the first
        has changed. Shares of 1000 draws. A file against itself is no draw: it always passes.\
        """,
        "forks",
        "rows",
        "spread",
        "change of one row",
        "exit 0",
        "exit 1",
        "exit 3");
    for (int forks : new int[] {1, 2, 3, 5, 10, 20}) {
      gateRow(forks, 1, 0.02, 0.95);
    }
    for (int forks : new int[] {3, 5, 10}) {
      gateRow(forks, 20, 0.02, 0.95);
    }
    for (double spread : new double[] {0.01, 0.02, 0.03, 0.05}) {
      gateRow(5, 20, spread, 1);
    }
    for (double spread : new double[] {0.01, 0.02, 0.05, 0.10}) {
      gateRow(2, 20, spread, 2);
    }
    for (double factor : new double[] {1, 2, 10}) {
      gateRow(1, 20, 0.02, factor);
    }
    for (int rows : new int[] {1, 20}) {
      boolean passes =
          IntStream.range(0, GATE_RUNS)
              .allMatch(
                  run -> {
                    SplittableRandom random = FileSimulation.random("itself " + rows, run);
                    List<ResultEntry> same = GateSimulation.entries(1, rows, 0.1, 1, random);
                    return Gate.of(GateSimulation.compared(same, same), Results.STRICT).outcome()
                        == Gate.Outcome.PASS;
                  });
      row("1 | %d | 10 %% | against itself | %s | 0 | 0", rows, passes ? "1" : "not always");
    }
  }

  private void gateRow(int forks, int rows, double spread, double factor) {
    String what = "gate %d %d %s %s".formatted(forks, rows, spread, factor);
    int[] exits =
        IntStream.range(0, GATE_RUNS)
            .parallel()
            .map(run -> GateSimulation.exit(what, forks, rows, spread, factor, run))
            .toArray();
    row(
        "%d | %d | %.0f %% | %s | %.3f | %.3f | %.3f",
        forks,
        rows,
        100 * spread,
        factor == 1 ? "none" : factor < 1 ? "5 % faster" : "%.0f times as slow".formatted(factor),
        shareOf(exits, 0),
        shareOf(exits, 1),
        shareOf(exits, 3));
  }

  private static double shareOf(int[] exits, int code) {
    return (double) Arrays.stream(exits).filter(exit -> exit == code).count() / exits.length;
  }

  private void advice() {
    heading(
        "Whether the advice of exit 3 helps",
        """
        Nothing has changed, the gate says exit 3 and how many forks to run. *Passes*: of new files
        with so many forks. *Forks advised*: the median.\
        """,
        "forks",
        "rows",
        "spread",
        "exit 3",
        "forks advised",
        "passes");
    for (int forks : new int[] {2, 3, 5}) {
      for (int rows : new int[] {1, 10}) {
        for (double spread : new double[] {0.03, 0.05}) {
          GateSimulation.Advice advice = GateSimulation.advice(forks, rows, spread, 200);
          row(
              "%d | %d | %.0f %% | %.2f | %d | %.2f",
              forks, rows, 100 * spread, advice.undecided(), advice.median(), advice.passes());
        }
      }
    }
  }

  private void sequential() {
    heading(
        "Three looks at blocks",
        """
        The chance that any of three looks at normal blocks rejects what is true, where 5 % may be
        spent, over 1.2 million draws (standard error 0.0002). The levels are exact for normal sums of
        all values, and of two fewer; `ab` takes the second. The third are those once planned.\
        """,
        "blocks",
        "looks after",
        "all values",
        "two fewer (used)",
        "planned");
    for (int blocks : new int[] {4, 6, 8, 10, 14, 20}) {
      SequentialPlan plan = SequentialPlan.of(blocks);
      double[][] levels = {levels(plan, blocks, 0), levels(plan, blocks, 2), PLANNED};
      double[] rates = rates(plan.looks(), levels);
      row(
          "%d | %s | %.4f at %s | %.4f at %s | %s",
          blocks,
          plan.looks().toString().replaceAll("[\\[\\]]", ""),
          rates[0],
          text(levels[0]),
          rates[1],
          text(levels[1]),
          blocks == 10 ? String.format(Locale.ROOT, "%.4f at %s", rates[2], text(PLANNED)) : "–");
    }
  }

  private static String text(double[] levels) {
    return String.join(
        "/",
        Arrays.stream(levels)
            .mapToObj(level -> String.format(Locale.ROOT, "%.4f", level).substring(1))
            .toList());
  }

  /** The levels of {@link SequentialPlan} for sums of so many values fewer. */
  private static double[] levels(SequentialPlan plan, int blocks, int fewer) {
    double[] levels = new double[plan.looks().size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] =
          Boundary.lastLevel(
              plan.looks().subList(0, i + 1).stream()
                  .map(
                      done ->
                          new Boundary.Look(
                              Math.max(done - fewer, 1e-3),
                              0.05 * Math.log1p((Math.E - 1) * done / blocks)))
                  .toList());
    }
    return levels;
  }

  private static double[] rates(List<Integer> looks, double[][] levels) {
    double[][] quantiles = new double[levels.length][looks.size()];
    for (int set = 0; set < levels.length; set++) {
      for (int i = 0; i < looks.size(); i++) {
        quantiles[set][i] = StudentT.upperQuantile(looks.get(i) - 1.0, levels[set][i]);
      }
    }
    int chunks = 1_200;
    double[] rates = new double[levels.length];
    for (int set = 0; set < levels.length; set++) {
      double[] ofSet = quantiles[set];
      rates[set] =
          share(
              chunks,
              chunk -> {
                SplittableRandom random = FileSimulation.random("looks " + looks, chunk);
                int rejected = 0;
                for (int run = 0; run < SEQUENTIAL_RUNS / chunks; run++) {
                  rejected += isRejected(looks, ofSet, random) ? 1 : 0;
                }
                return rejected / (double) (SEQUENTIAL_RUNS / chunks);
              });
    }
    return rates;
  }

  private static boolean isRejected(
      List<Integer> looks, double[] quantiles, SplittableRandom random) {
    double sum = 0;
    double squares = 0;
    int done = 0;
    boolean isRejected = false;
    for (int i = 0; i < quantiles.length; i++) {
      for (; done < looks.get(i); done++) {
        double value = random.nextGaussian();
        sum += value;
        squares += value * value;
      }
      double variance = (squares - sum * sum / done) / (done - 1);
      isRejected |= sum / Math.sqrt(done * variance) > quantiles[i];
    }
    return isRejected;
  }

  private void designs() {
    heading(
        "Files and blocks under noise that is heavier than assumed",
        """
        The truth is on the margin, 4000 comparisons a line. *two files*: 5 forks each; *unequal
        files*: 5 and 15, the smaller side three times as noisy; *interleaved*: up to 10 blocks, three
        looks. *drift*: three standard deviations over the run; *moods*: each fork keeps 0.8 of the
        noise of the one before.\
        """,
        "noise",
        "forks from",
        "intervals that hold the truth",
        "false alarm");
    for (Simulation.Outcome outcome : Simulation.run(LARGE_RUNS, 1)) {
      row(
          "%s | %s | %.3f | %.3f",
          lower(outcome.noise()),
          lower(outcome.design()),
          (double) outcome.covered() / outcome.runs(),
          (double) outcome.alarms() / outcome.runs());
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
