package fanout.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Turns JMH's events into progress, and keeps the end of what JMH and its forks would have printed,
 * to explain a run that fails.
 */
final class ProgressOutput implements OutputFormat {
  private static final int KEPT_LINES = 200;

  private final Progress progress;
  private final TimeLeft timeLeft;
  private final Deque<String> log = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();

  private final Set<String> varying;

  /** Shows a run of the given plan. */
  ProgressOutput(Progress progress, RunPlan plan, TimeLeft timeLeft) {
    this.progress = progress;
    this.timeLeft = timeLeft;
    this.varying = plan.varyingParameters();
  }

  /** The last lines that JMH and its forks wrote. */
  synchronized Collection<String> lastLines() {
    return new ArrayDeque<>(log);
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {}

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult result) {
    Map<String, String> parameters = new HashMap<>();
    params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
    timeLeft.iterationDone(
        parameters, params.getWarmup().getCount() + params.getMeasurement().getCount());
    progress.iterationDone();
  }

  @Override
  public void startBenchmark(BenchmarkParams params) {
    progress.variantStarts(describe(params));
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {
    if (result != null) {
      var primary = result.getPrimaryResult();
      progress.variantEnds(
          describe(result.getParams()), primary.getScore(), primary.getScoreUnit());
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

  /** The method's class and the parameters that tell one variant from the next. */
  private String describe(BenchmarkParams params) {
    String name = params.getBenchmark();
    String type = name.substring(0, name.lastIndexOf('.'));
    StringJoiner text = new StringJoiner(" ");
    text.add(name.substring(type.lastIndexOf('.') + 1));
    for (String key : params.getParamsKeys()) {
      if (varying.contains(key)) {
        text.add(key + "=" + params.getParam(key));
      }
    }
    return text.toString();
  }
}
