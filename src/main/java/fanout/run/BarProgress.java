package fanout.run;

import java.io.PrintStream;
import java.util.StringJoiner;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line on a terminal that is drawn again and again: done, of, time left. */
final class BarProgress implements Progress {
  /** A redraw takes processor time from what is being measured, so it is seldom. */
  private static final int REDRAW_MILLIS = 1000;

  private static final int COLUMNS = 79;

  /** What the counts and the times leave, beside a bar of ten columns. */
  static final int MOST_OF_VARIANT = 27;

  private static final String ENDING = "Benchmark";
  private final boolean oneBenchmark;

  private final ProgressBar bar;

  BarProgress(PrintStream terminal, RunPlan plan, TimeLeft timeLeft) {
    oneBenchmark = plan.variants().stream().map(RunPlan.Variant::benchmark).distinct().count() == 1;
    bar =
        new ProgressBarBuilder()
            .setTaskName("fanout")
            .setInitialMax(plan.totalIterations())
            .setStyle(ProgressBarStyle.ASCII)
            .setEtaFunction(state -> timeLeft.after(state.getTotalElapsed()))
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, COLUMNS))
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void variantStarts(String variant) {
    bar.setExtraMessage(" " + brief(variant, oneBenchmark));
  }

  /**
   * Shortens a variant's description to what there is room for: values without their names, and
   * without the benchmark if there is one only.
   */
  static String brief(String variant, boolean oneBenchmark) {
    StringJoiner brief = new StringJoiner(" ");
    for (String word : variant.split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals >= 0) {
        brief.add(word.substring(equals + 1));
      } else if (!oneBenchmark) {
        brief.add(
            word.endsWith(ENDING) ? word.substring(0, word.length() - ENDING.length()) : word);
      }
    }
    String text = brief.toString();
    return text.length() <= MOST_OF_VARIANT ? text : text.substring(0, MOST_OF_VARIANT - 1) + "~";
  }

  @Override
  public void iterationDone() {
    bar.step();
  }

  /** Draws the bar at once. */
  void redraw() {
    bar.refresh();
  }

  @Override
  public void variantEnds(String variant, double score, String unit) {}

  @Override
  public void close() {
    bar.close();
  }
}
