package fanout.run;

import java.time.Duration;
import java.util.Optional;
import org.openjdk.jmh.annotations.Mode;

/**
 * One variant as JMH runs it: a group of contenders, or one variant of another benchmark.
 *
 * @param label for people
 * @param group the group; empty for another benchmark
 * @param mode how JMH is to measure
 * @param forks the measured forks, at least 1 (running in the host counts as one)
 * @param warmupForks forks whose results are thrown away
 * @param iterations warm-up and measurement iterations of one fork
 * @param fork how long a fork should take
 */
record Leg(
    String label,
    Optional<Group> group,
    Mode mode,
    int forks,
    int warmupForks,
    int iterations,
    Duration fork) {

  /** Returns the same with other measured forks. */
  Leg withForks(int other) {
    return new Leg(label, group, mode, other, warmupForks, iterations, fork);
  }

  /** Returns how long all forks should take. */
  Duration length() {
    return fork.multipliedBy(forks + warmupForks);
  }
}
