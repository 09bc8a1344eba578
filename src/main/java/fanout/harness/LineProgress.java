package fanout.harness;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A plain line for each benchmark variant: for logs and pipes. */
final class LineProgress implements Progress {
  private final PrintStream out;
  private final RunPlan plan;
  private final long began = System.nanoTime();
  private int iterations;
  private int variants;

  LineProgress(PrintStream out, RunPlan plan) {
    this.out = out;
    this.plan = plan;
    out.printf(
        Locale.ROOT,
        "fanout: %d variants, %d iterations in all%n",
        plan.variants().size(),
        plan.totalIterations());
  }

  @Override
  public void variantStarts(String variant) {}

  @Override
  public void iterationDone() {
    iterations++;
  }

  @Override
  public void variantEnds(String variant, double score, String unit) {
    variants++;
    long elapsed = System.nanoTime() - began;
    long left = elapsed / Math.max(1, iterations) * (plan.totalIterations() - iterations);
    out.printf(
        Locale.ROOT,
        "[%d/%d] %s: %.3f %s, about %s left%n",
        variants,
        plan.variants().size(),
        variant,
        score,
        unit,
        minutes(Duration.ofNanos(left)));
  }

  @Override
  public void close() {
    out.flush();
  }

  private static String minutes(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
