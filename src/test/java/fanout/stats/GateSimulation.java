package fanout.stats;

import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Draws of whole files with normal noise, and what the strict gate says of them. */
final class GateSimulation {
  private GateSimulation() {}

  /** Returns the exit code for one draw of two files, the first row changed by a factor. */
  static int exit(String what, int forks, int rows, double spread, double factor, int run) {
    SplittableRandom random = FileSimulation.random(what, run);
    return exit(
        compared(
            entries(forks, rows, spread, 1, random), entries(forks, rows, spread, factor, random)));
  }

  static int exit(Comparison comparison) {
    return Gate.of(comparison, Results.STRICT).outcome().exitCode();
  }

  static Comparison compared(List<ResultEntry> base, List<ResultEntry> candidate) {
    return Comparison.of(
        Results.file("base.json", base.toArray(ResultEntry[]::new)),
        Results.file("new.json", candidate.toArray(ResultEntry[]::new)),
        Criteria.DEFAULT);
  }

  static List<ResultEntry> entries(
      int forks, int rows, double spread, double factor, SplittableRandom random) {
    List<ResultEntry> entries = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double level = row == 0 ? 100 * factor : 100;
      double[] values = new double[forks];
      Arrays.setAll(values, i -> level * Math.exp(spread * random.nextGaussian()));
      entries.add(Results.entry("b" + row, values));
    }
    return entries;
  }

  /**
   * What became of the advice of exit 3.
   *
   * @param undecided the share of draws without a change that ended in exit 3
   * @param median of the forks that were advised
   * @param passes the share of draws with so many forks that passed
   */
  record Advice(double undecided, int median, double passes) {}

  /** Follows the advice that many draws without a change give. */
  static Advice advice(int forks, int rows, double spread, int runs) {
    String what = "advice %d %d %s".formatted(forks, rows, spread);
    int[] advised =
        IntStream.range(0, runs)
            .parallel()
            .map(
                run -> {
                  SplittableRandom random = FileSimulation.random(what, run);
                  Comparison comparison =
                      compared(
                          entries(forks, rows, spread, 1, random),
                          entries(forks, rows, spread, 1, random));
                  return exit(comparison) == 3 ? needed(comparison) : 0;
                })
            .toArray();
    int[] given = Arrays.stream(advised).filter(needed -> needed > 0).sorted().toArray();
    double passes =
        FileSimulation.share(
            given.length, i -> exit(what + " followed", given[i], rows, spread, 1, i) == 0 ? 1 : 0);
    return new Advice((double) given.length / runs, given[given.length / 2], passes);
  }

  private static int needed(Comparison comparison) {
    return comparison.rows().stream()
        .filter(row -> !row.verdict().passes())
        .mapToInt(row -> row.effect().forksNeeded())
        .max()
        .orElseThrow();
  }
}
