package fanout.run;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Turns JMH's events into progress; what JMH and its forks print goes elsewhere. */
final class ProgressOutput implements OutputFormat {
  private final Progress progress;
  private final TimeLeft timeLeft;
  private final List<Leg> legs;
  private final PrintStream printed;
  private int fork;
  private int iterations;

  /**
   * Shows a run.
   *
   * @param plan its legs, which JMH runs in their order
   * @param printed takes what JMH and its forks print
   */
  ProgressOutput(Progress progress, RunPlan plan, TimeLeft timeLeft, OutputStream printed) {
    this.printed = new PrintStream(printed, true, StandardCharsets.UTF_8);
    this.progress = progress;
    this.timeLeft = timeLeft;
    this.legs = new ArrayList<>(plan.legs());
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
  public void print(String text) {
    printed.print(text);
  }

  @Override
  public void println(String text) {
    printed.print(text + "\n");
  }

  @Override
  public void write(int octet) {
    printed.write(octet);
  }

  @Override
  public void write(byte[] bytes) {
    printed.write(bytes, 0, bytes.length);
  }

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
