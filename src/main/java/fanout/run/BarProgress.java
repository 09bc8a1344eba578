package fanout.run;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line on a terminal that is drawn again each second: done, time left, what is being done. */
final class BarProgress implements Progress {
  /** A redraw takes processor time from what is being measured, so it is seldom. */
  private static final int REDRAW_MILLIS = 1000;

  private static final int COLUMNS = 79;
  private static final int HUNDRED = 100;

  /** The columns that the bar and the times leave. */
  static final int MOST_OF_PHASE = 32;

  private final ProgressBar bar;
  private final TimeLeft timeLeft;
  private final ScheduledExecutorService ticker;

  BarProgress(PrintStream terminal, TimeLeft timeLeft) {
    this(
        terminal,
        timeLeft,
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory()));
  }

  /** Advances whenever the ticker says so, whatever the run does meanwhile. */
  BarProgress(PrintStream terminal, TimeLeft timeLeft, ScheduledExecutorService ticker) {
    this.timeLeft = timeLeft;
    this.ticker = ticker;
    bar =
        new ProgressBarBuilder()
            .setTaskName("fanout")
            .setInitialMax(HUNDRED)
            .setStyle(ProgressBarStyle.ASCII)
            .setEtaFunction(_ -> Optional.of(timeLeft.left()))
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal, COLUMNS))
            .clearDisplayOnFinish()
            .build();
    var _ = ticker.scheduleAtFixedRate(this::tick, 0, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    bar.stepTo(Math.round(timeLeft.share() * HUNDRED));
  }

  @Override
  public void phase(String phase) {
    bar.setExtraMessage(" " + brief(phase));
  }

  /** Shortens a phase to what there is room for. */
  static String brief(String phase) {
    return phase.length() <= MOST_OF_PHASE ? phase : phase.substring(0, MOST_OF_PHASE - 1) + "~";
  }

  /** Draws the bar at once. */
  void redraw() {
    bar.refresh();
  }

  @Override
  public void legEnds(String label) {}

  @Override
  public void close() {
    ticker.shutdownNow();
    bar.close();
  }
}
