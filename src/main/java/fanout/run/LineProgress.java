package fanout.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Plain lines for logs and pipes: one at the start of each phase, with what is left of the run. */
final class LineProgress implements Progress {
  private final PrintStream out;
  private final TimeLeft timeLeft;

  LineProgress(PrintStream out, RunPlan plan, TimeLeft timeLeft) {
    this.out = out;
    this.timeLeft = timeLeft;
    int forks = plan.legs().stream().mapToInt(leg -> leg.forks() + leg.warmupForks()).sum();
    out.printf(Locale.ROOT, "fanout: %d forks, about %s%n", forks, minutes(plan.length()));
  }

  @Override
  public void phase(String phase) {
    out.printf(Locale.ROOT, "%s, about %s left%n", phase, minutes(timeLeft.left()));
  }

  @Override
  public void legEnds(String label) {
    out.printf(Locale.ROOT, "%s: done%n", label);
  }

  @Override
  public void close() {
    out.flush();
  }

  private static String minutes(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
