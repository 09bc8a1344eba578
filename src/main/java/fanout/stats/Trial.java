package fanout.stats;

import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.List;
import java.util.Optional;

/**
 * A row before it is judged: both sides and, where they allow it, the contrast between them.
 *
 * @param key which benchmark
 * @param measure which metric, with the margin that holds for the row
 * @param base the base side's forks
 * @param candidate the new side's forks
 * @param contrast the difference between the sides; empty if it cannot be had
 * @param provisional what a spread rests on that the row's own forks do not show; empty if they do
 * @param warnings doubts about the data
 */
record Trial(
    RowKey key,
    Measure measure,
    ForkSample base,
    ForkSample candidate,
    Optional<Contrast> contrast,
    String provisional,
    List<Warning> warnings) {
  /** Fewer forks than this on a side, and there is no spread to judge by. */
  static final int FEWEST_FORKS = 2;

  /** Returns a trial of which no more is known than its contrast. */
  static Trial of(RowKey key, Measure measure, Contrast contrast) {
    ForkSample none =
        new ForkSample(List.of(), List.of(), MetricUnit.NANOSECONDS, Optional.empty(), 0);
    return new Trial(key, measure, none, none, Optional.of(contrast), "", List.of());
  }

  MetricUnit unit() {
    return base.unit();
  }

  /** Returns the same trial with the given doubts about its data. */
  Trial with(List<Warning> doubts) {
    return new Trial(key, measure, base, candidate, contrast, provisional, doubts);
  }

  /** Returns the same trial with a contrast. */
  Trial with(Contrast found, String basis) {
    return new Trial(key, measure, base, candidate, Optional.of(found), basis, warnings);
  }

  /** Returns the margins; a waiver's ceiling, or 0, widens that for slower. */
  Margins margins(double ceiling) {
    return Margins.of(measure, ceiling, base.centre(), unit());
  }
}
