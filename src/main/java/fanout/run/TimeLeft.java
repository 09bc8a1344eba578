package fanout.run;

import fanout.strategy.Strategy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long a run will still take, by how long it has taken so far. Iterations do not take the same
 * time: before its first one a fork starts JVMs and warms them, worker processes ten times over.
 */
final class TimeLeft {
  /** What a fork needs for itself, in iterations: only the proportions matter. */
  private static final double FORK = 7;

  /** What it needs for each worker process more: all compile the same code, on few processors. */
  private static final double WORKER = 2.5;

  private final double all;
  private double done;

  TimeLeft(RunPlan plan) {
    all =
        plan.variants().stream()
            .mapToDouble(
                variant ->
                    variant.totalIterations() * weight(variant.parameters(), variant.iterations()))
            .sum();
  }

  /**
   * Counts an iteration.
   *
   * @param parameters its variant's
   * @param iterations warm-up and measurement iterations of one fork, at least 1
   */
  synchronized void iterationDone(Map<String, String> parameters, int iterations) {
    done += weight(parameters, iterations);
  }

  /** Returns what is left after so long; empty before the first iteration. */
  synchronized Optional<Duration> after(Duration elapsed) {
    if (done == 0) {
      return Optional.empty();
    }
    double left = Math.max(0, all - done) / done;
    return Optional.of(Duration.ofNanos((long) (elapsed.toNanos() * left)));
  }

  /** An iteration with its part of what its fork needs. */
  private static double weight(Map<String, String> parameters, int iterations) {
    return 1 + (FORK + WORKER * workers(parameters)) / iterations;
  }

  private static int workers(Map<String, String> parameters) {
    return Strategy.WORKER_PROCESSES.name().equals(parameters.get("strategy"))
        ? Integer.parseInt(parameters.getOrDefault("concurrency", "1"))
        : 0;
  }
}
