package fanout.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The contrasts of all rows of one metric, for two files. What a row's own forks do not show about
 * their spread comes from elsewhere: with few forks, partly from the other rows ({@link Prior}).
 *
 * <p>With a single fork on a side, the first of these that is there: the row's history, a spread
 * that the user states, the other side's forks, rows with several forks, and the differences
 * between the sides over all rows, most of which have hardly changed. One without any variation
 * does not count as there. A count is then taken to be exact, and a time to vary by {@value
 * #USUAL_SHARE}. What comes of that is provisional.
 */
final class Contrasts {
  /** Rows from which the spread of single forks can be told by their differences. */
  static final int FEWEST_ROWS = 5;

  static final double USUAL_SHARE = 0.10;

  /** Makes the median of |x| the standard deviation of normal values. */
  private static final double MEDIAN_TO_DEVIATION = 1.4826;

  /** The efficiency of the median absolute deviation under normality. */
  private static final double EFFICIENCY = 0.37;

  private final Prior prior;
  private final Optional<Spread> differences;
  private final KnownSpreads known;

  Contrasts(List<Trial> trials, KnownSpreads known) {
    this.known = known;
    List<Spread> spreads = new ArrayList<>();
    trials.forEach(trial -> spreadOf(trial).ifPresent(spreads::add));
    this.prior = Prior.fit(spreads);
    this.differences = ofDifferences(trials);
  }

  /** The spread of a row's own forks, if a side has several. */
  private static Optional<Spread> spreadOf(Trial trial) {
    double[] base = trial.base().values();
    double[] candidate = trial.candidate().values();
    boolean isBase = base.length >= Trial.FEWEST_FORKS;
    boolean isCandidate = candidate.length >= Trial.FEWEST_FORKS;
    if (isBase && isCandidate) {
      return Optional.of(WelchContrast.pooled(base, candidate));
    }
    return isBase || isCandidate
        ? Optional.of(WelchContrast.spread(isBase ? base : candidate))
        : Optional.empty();
  }

  /**
   * The spread of single forks that the rows with one fork a side show by their differences. Rows
   * that do not differ at all tell nothing about those that do.
   */
  private static Optional<Spread> ofDifferences(List<Trial> trials) {
    double[] sizes =
        trials.stream()
            .filter(trial -> trial.base().forks() == 1 && trial.candidate().forks() == 1)
            .mapToDouble(
                trial -> Math.abs(trial.candidate().values()[0] - trial.base().values()[0]))
            .filter(size -> size > 0)
            .sorted()
            .toArray();
    if (sizes.length < FEWEST_ROWS) {
      return Optional.empty();
    }
    double deviation = MEDIAN_TO_DEVIATION * sizes[sizes.length / 2];
    return Optional.of(new Spread(deviation * deviation / 2, EFFICIENCY * sizes.length));
  }

  /** Returns a trial with its contrast, if it can have one. */
  Trial contrasted(Trial trial) {
    if (trial.base().forks() == 0
        || trial.candidate().forks() == 0
        || !trial.measure().hasDirection(trial.unit())) {
      return trial;
    }
    double[] base = trial.base().values();
    double[] candidate = trial.candidate().values();
    if (Arrays.equals(base, candidate)
        && trial.base().iterations().equals(trial.candidate().iterations())) {
      return trial.with(WelchContrast.of(base, candidate, Spread.EXACT), "");
    }
    if (base.length >= Trial.FEWEST_FORKS && candidate.length >= Trial.FEWEST_FORKS) {
      return trial.with(WelchContrast.of(base, candidate, prior), "");
    }
    Borrowed borrowed = borrowed(trial);
    return trial.with(WelchContrast.of(base, candidate, borrowed.spread), borrowed.basis);
  }

  private record Borrowed(Spread spread, String basis) {}

  private Borrowed borrowed(Trial trial) {
    Spread ofRow =
        known.fromHistory().get(new KnownSpreads.Series(trial.key(), trial.measure().metric()));
    if (ofRow != null && ofRow.varies()) {
      return new Borrowed(ofRow, "one fork: spread from the history");
    }
    if (known.stated().isPresent()) {
      return stated(known.stated().getAsDouble(), "as stated");
    }
    Optional<Spread> own = spreadOf(trial).filter(Spread::varies);
    if (own.isPresent()) {
      return new Borrowed(prior.moderate(own.get()), "one fork: spread from the other side");
    }
    if (prior.freedom() > 0) {
      return new Borrowed(prior.spread(), "one fork: spread from the other rows");
    }
    if (differences.isPresent()) {
      return new Borrowed(differences.get(), "one fork: spread from the other rows' changes");
    }
    return trial.measure().floorIn(trial.unit()) > 0
        ? new Borrowed(Spread.EXACT, "one fork: the count is taken to be exact")
        : stated(USUAL_SHARE, "assumed, state yours by --assume-noise");
  }

  private static Borrowed stated(double share, String how) {
    return new Borrowed(
        Spread.stated(share),
        String.format(Locale.ROOT, "one fork: a spread of %.1f%% %s", 100 * share, how));
  }
}
