package fanout.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time that a run will still take: what the plan expects of it, corrected by how long its
 * finished parts took against their plan.
 */
final class TimeLeft {
  private final LongSupplier clock;
  private final double planned;
  private final long began;
  private double plannedDone;
  private long actualDone;

  TimeLeft(RunPlan plan) {
    this(plan.length(), System::nanoTime);
  }

  TimeLeft(Duration planned, LongSupplier clock) {
    this.clock = clock;
    this.planned = Math.max(1, planned.toNanos());
    began = clock.getAsLong();
  }

  /**
   * A part is done.
   *
   * @param length what the plan expected of it
   */
  synchronized void done(Duration length) {
    plannedDone += length.toNanos();
    actualDone = clock.getAsLong() - began;
  }

  /** Returns what is left; never below 0, and falling by the second as long as the plan holds. */
  synchronized Duration left() {
    double expected = (planned - plannedDone) * pace() - sinceDone();
    return Duration.ofNanos(Math.max(0, Math.round(expected)));
  }

  /** Returns which share of the run has passed, from 0 to 1. */
  synchronized double share() {
    double passed = (double) clock.getAsLong() - began;
    double left = left().toNanos();
    return passed + left == 0 ? 0 : passed / (passed + left);
  }

  /** Actual time for each planned one. */
  private double pace() {
    return plannedDone == 0 ? 1 : actualDone / plannedDone;
  }

  private double sinceDone() {
    return (double) clock.getAsLong() - began - actualDone;
  }
}
