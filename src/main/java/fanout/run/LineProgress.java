package fanout.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A plain line for each benchmark variant: for logs and pipes. */
final class LineProgress implements Progress {
  private final PrintStream out;
  private final RunPlan plan;
  private final TimeLeft timeLeft;
  private final long began = System.nanoTime();
  private int variants;

  LineProgress(PrintStream out, RunPlan plan, TimeLeft timeLeft) {
    this.out = out;
    this.plan = plan;
    this.timeLeft = timeLeft;
    out.printf(
        Locale.ROOT,
        "fanout: %d variants, %d iterations in all%n",
        plan.variants().size(),
        plan.totalIterations());
  }

  @Override
  public void variantStarts(String variant) {}

  @Override
  public void iterationDone() {}

  @Override
  public void variantEnds(String variant, double score, String unit) {
    variants++;
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    String left =
        timeLeft.after(elapsed).map(time -> ", about " + minutes(time) + " left").orElse("");
    out.printf(
        Locale.ROOT,
        "[%d/%d] %s: %.3f %s%s%n",
        variants,
        plan.variants().size(),
        variant,
        score,
        unit,
        left);
  }

  @Override
  public void close() {
    out.flush();
  }

  private static String minutes(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
