package fanout.stats;

import fanout.results.ResultEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Doubts about a row: those of either side, and those about the two together. */
final class RowChecks {
  /** The fewest forks a side that tell their own spread well enough. */
  static final int FEWEST_FORKS = 3;

  /** Forks that vary by more than this are worth a warning, whatever the margin. */
  private static final double SMALLEST_NOISE = 0.01;

  /** Doubts about what pairs of forks cancel, and whose advice is to collect in such. */
  private static final Set<Warning.Kind> CANCELLED =
      Set.of(Warning.Kind.NOISY, Warning.Kind.DRIFT, Warning.Kind.AUTOCORRELATION);

  private RowChecks() {}

  static List<Warning> of(Trial trial, ResultEntry base, ResultEntry candidate) {
    List<Warning> warnings = new ArrayList<>(ofForks(trial));
    List<String> before = settings(base);
    List<String> after = settings(candidate);
    if (before.size() > 1 || !before.equals(after)) {
      warnings.add(
          new Warning(
              Warning.Kind.DIFFERENT_SETTINGS,
              "settings differ: %s in base, %s in new"
                  .formatted(String.join(" and ", before), String.join(" and ", after))));
    }
    return warnings;
  }

  /** Returns the doubts that need only the forks' values. */
  static List<Warning> ofForks(Trial trial) {
    List<Warning> warnings = new ArrayList<>();
    noise(trial, warnings);
    warnings.addAll(ForkChecks.of("base", trial.base()));
    warnings.addAll(ForkChecks.of("new", trial.candidate()));
    return warnings;
  }

  /** Returns the doubts that are left where sides are compared within pairs or blocks of forks. */
  static List<Warning> ofPairs(List<Warning> warnings) {
    return warnings.stream().filter(warning -> !CANCELLED.contains(warning.kind())).toList();
  }

  private static void noise(Trial trial, List<Warning> warnings) {
    if (trial.base().forks() < 2 || trial.candidate().forks() < 2) {
      return;
    }
    double spread =
        Math.max(
            Math.sqrt(WelchContrast.variance(trial.base().values())),
            Math.sqrt(WelchContrast.variance(trial.candidate().values())));
    if (spread == 0 && trial.measure().isScore()) {
      warnings.add(new Warning(Warning.Kind.NO_VARIATION, "no variation between forks"));
    }
    if (spread > Math.log1p(Math.max(trial.measure().share(), SMALLEST_NOISE))) {
      warnings.add(
          new Warning(
              Warning.Kind.NOISY,
              String.format(Locale.ROOT, "forks vary by %.1f%%", 100 * spread)));
    }
  }

  /** Returns the settings of an entry's sittings that matter, each once. */
  private static List<String> settings(ResultEntry entry) {
    return entry.conditions().stream().map(sitting -> text(sitting.settings())).distinct().toList();
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
