package fanout.stats;

import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.List;
import java.util.Optional;

/**
 * A row before it is judged: both sides and, where they allow it, the contrast between them.
 *
 * @param key which benchmark
 * @param base the base side's forks
 * @param candidate the new side's forks
 * @param contrast the difference between the sides; empty if it cannot be had
 * @param warnings doubts about the data
 */
record Trial(
    RowKey key,
    ForkSample base,
    ForkSample candidate,
    Optional<Contrast> contrast,
    List<Warning> warnings) {
  /** Fewer forks than this on a side, and there is no spread to judge by. */
  static final int FEWEST_FORKS = 2;

  MetricUnit unit() {
    return base.unit();
  }

  /** Sets two independent sides against each other. */
  static Trial independent(RowKey key, ForkSample base, ForkSample candidate) {
    boolean enough = base.forks() >= FEWEST_FORKS && candidate.forks() >= FEWEST_FORKS;
    return new Trial(
        key,
        base,
        candidate,
        enough
            ? Optional.of(WelchContrast.of(base.values(), candidate.values()))
            : Optional.empty(),
        List.of());
  }

  /** Returns the same trial with the given doubts about its data. */
  Trial with(List<Warning> doubts) {
    return new Trial(key, base, candidate, contrast, doubts);
  }
}
