package fanout.stats;

import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Doubts about a row: those of either side, and those about the two together. */
final class RowChecks {
  /**
   * From this many forks a side on, a t interval is not dominated by its few degrees of freedom.
   */
  static final int ENOUGH_FORKS = 5;

  private RowChecks() {}

  static List<Warning> of(Trial trial, ResultEntry base, ResultEntry candidate, Criteria criteria) {
    List<Warning> warnings = new ArrayList<>(ofForks(trial, criteria));
    if (!sameSettings(base.settings(), candidate.settings())) {
      warnings.add(
          new Warning(
              Warning.Kind.DIFFERENT_SETTINGS,
              "settings differ: %s in base, %s in new"
                  .formatted(text(base.settings()), text(candidate.settings()))));
    }
    return warnings;
  }

  /** Returns the doubts that need only the forks' values. */
  static List<Warning> ofForks(Trial trial, Criteria criteria) {
    List<Warning> warnings = new ArrayList<>();
    int fewest = Math.min(trial.base().forks(), trial.candidate().forks());
    if (fewest < ENOUGH_FORKS && trial.base().problem().isEmpty()) {
      warnings.add(
          new Warning(
              Warning.Kind.FEW_FORKS,
              "%d and %d forks, about %d a side are needed"
                  .formatted(
                      trial.base().forks(), trial.candidate().forks(), needed(trial, criteria))));
    }
    trial.contrast().ifPresent(contrast -> noise(trial, contrast, criteria, warnings));
    warnings.addAll(ForkChecks.of("base", trial.base()));
    warnings.addAll(ForkChecks.of("new", trial.candidate()));
    return warnings;
  }

  private static void noise(
      Trial trial, Contrast contrast, Criteria criteria, List<Warning> warnings) {
    if (contrast.standardError() == 0) {
      warnings.add(new Warning(Warning.Kind.NO_VARIATION, "no variation between forks"));
      return;
    }
    double spread =
        Math.max(
            Math.sqrt(WelchContrast.variance(trial.base().values())),
            Math.sqrt(WelchContrast.variance(trial.candidate().values())));
    if (spread > Math.max(criteria.margin(trial.key()), Math.log1p(0.01))) {
      warnings.add(
          new Warning(
              Warning.Kind.NOISY,
              String.format(
                  Locale.ROOT,
                  "forks vary by %.1f%%, about %d a side are needed",
                  100 * spread,
                  needed(trial, criteria))));
    }
  }

  private static int needed(Trial trial, Criteria criteria) {
    return trial
        .contrast()
        .map(
            contrast ->
                Power.forksNeeded(
                    contrast,
                    criteria.thresholdOf(trial.key()),
                    Level.SINGLE_LOOK.gate(),
                    ENOUGH_FORKS))
        .orElse(ENOUGH_FORKS);
  }

  private static boolean sameSettings(ResultEntry.Settings base, ResultEntry.Settings candidate) {
    return base.warmupIterations() == candidate.warmupIterations()
        && base.warmupTime().equals(candidate.warmupTime())
        && base.measurementIterations() == candidate.measurementIterations()
        && base.measurementTime().equals(candidate.measurementTime())
        && base.batchSize() == candidate.batchSize();
  }

  private static String text(ResultEntry.Settings settings) {
    return "%d x %s warm-up + %d x %s, batch %d"
        .formatted(
            settings.warmupIterations(),
            settings.warmupTime(),
            settings.measurementIterations(),
            settings.measurementTime(),
            settings.batchSize());
  }
}
