package fanout.results;

import java.util.Arrays;
import java.util.List;

/**
 * The batches of one contender, which took turns with others in the same forks. Fork f of all rows
 * of a group is the same JVM, so that their differences are paired by fork.
 *
 * @param group name of the group within its file
 * @param vehicle what carries the slots, as the file says it: {@link #VIRTUAL_THREADS}, {@link
 *     #PROCESSES}, {@code PLATFORM_THREADS} or, for one thread, {@code NONE}
 * @param makespansUs one list a fork, one makespan a batch in microseconds, above 0, in the order
 *     they ran; at least one fork and one batch in each
 */
public record Rounds(String group, String vehicle, List<List<Double>> makespansUs) {
  /** Slots are virtual threads. */
  public static final String VIRTUAL_THREADS = "VIRTUAL_THREADS";

  /** Slots are worker processes. */
  public static final String PROCESSES = "PROCESSES";

  private static final double MICROS_PER_MILLI = 1000;

  /**
   * Checks the makespans.
   *
   * @throws IllegalArgumentException if there is none, or one is not above 0
   */
  public Rounds {
    makespansUs = makespansUs.stream().map(List::copyOf).toList();
    if (makespansUs.isEmpty() || makespansUs.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("each fork must have at least one batch");
    }
    for (List<Double> fork : makespansUs) {
      for (double makespan : fork) {
        if (!(makespan > 0) || Double.isInfinite(makespan)) {
          throw new IllegalArgumentException("makespans must be > 0, one was " + makespan);
        }
      }
    }
  }

  /** Returns each fork's mean over its batches, in microseconds. */
  public double[] forkMeansUs() {
    return makespansUs.stream()
        .mapToDouble(fork -> fork.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
        .toArray();
  }

  /** Returns the same in milliseconds. */
  public double[] forkMeansMillis() {
    return Arrays.stream(forkMeansUs()).map(us -> us / MICROS_PER_MILLI).toArray();
  }
}
