package fanout.harness;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line on a terminal that is drawn again and again: done, of, time left. */
final class BarProgress implements Progress {
  /** A redraw takes processor time from what is being measured, so it is seldom. */
  private static final int REDRAW_MILLIS = 1000;

  private static final int COLUMNS = 79;

  private final ProgressBar bar;

  BarProgress(PrintStream terminal, RunPlan plan) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("fanout")
            .setInitialMax(plan.totalIterations())
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, COLUMNS))
            .clearDisplayOnFinish()
            .build();
  }

  @Override
  public void variantStarts(String variant) {
    bar.setExtraMessage(variant);
  }

  @Override
  public void iterationDone() {
    bar.step();
  }

  @Override
  public void variantEnds(String variant, double score, String unit) {}

  @Override
  public void close() {
    bar.close();
  }
}
