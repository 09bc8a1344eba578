package fanout.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Turns JMH's events into progress, and keeps the end of what JMH and its forks would have printed,
 * to explain a run that fails.
 */
final class ProgressOutput implements OutputFormat {
  private static final int KEPT_LINES = 200;

  private final Progress progress;
  private final TimeLeft timeLeft;
  private final List<Leg> legs;
  private final Deque<String> log = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private int fork;
  private int iterations;

  /** Shows a run of the given plan, whose legs JMH runs in their order. */
  ProgressOutput(Progress progress, RunPlan plan, TimeLeft timeLeft) {
    this.progress = progress;
    this.timeLeft = timeLeft;
    this.legs = new ArrayList<>(plan.legs());
  }

  /** The last lines that JMH and its forks wrote. */
  synchronized Collection<String> lastLines() {
    return new ArrayDeque<>(log);
  }

  /** In the first iteration of a fork everything is started and warmed up. */
  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
    Leg leg = legs.getFirst();
    if (iterations % leg.iterations() == 0) {
      fork++;
      say("warming up");
    } else if (iteration.getType() == IterationType.MEASUREMENT && number == 1) {
      say("measuring");
    }
  }

  private void say(String doing) {
    Leg leg = legs.getFirst();
    progress.phase(
        "fork %d/%d %s, %s".formatted(fork, leg.forks() + leg.warmupForks(), doing, leg.label()));
  }

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {
    Leg leg = legs.getFirst();
    iterations++;
    if (iterations % leg.iterations() == 0) {
      timeLeft.done(leg.fork());
    }
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    fork = 0;
    iterations = 0;
    if (legs.getFirst().group().isEmpty()) {
      sortToFront(params.getBenchmark());
    }
  }

  /** JMH has an order of its own for the variants of other benchmarks. */
  private void sortToFront(String benchmark) {
    legs.stream()
        .filter(leg -> leg.label().startsWith(RunPlan.simpleName(benchmark)))
        .findFirst()
        .ifPresent(
            leg -> {
              legs.remove(leg);
              legs.addFirst(leg);
            });
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    Leg leg = legs.removeFirst();
    if (result != null) {
      progress.legEnds(leg.label());
    }
  }

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public synchronized void print(String text) {
    for (int i = 0; i < text.length(); i++) {
      write(text.charAt(i));
    }
  }

  @Override
  public void println(String text) {
    print(text + "\n");
  }

  @Override
  public synchronized void write(int character) {
    if (character != '\n') {
      line.append((char) character);
      return;
    }
    log.addLast(line.toString());
    line.setLength(0);
    if (log.size() > KEPT_LINES) {
      log.removeFirst();
    }
  }

  @Override
  public void write(byte[] bytes) {
    print(new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
