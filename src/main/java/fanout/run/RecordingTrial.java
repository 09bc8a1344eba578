package fanout.run;

import fanout.ledger.Timeline;
import java.util.List;

/**
 * What recording itself costs: batches with and without it through one strategy in one fork, in
 * pairs whose order turns round each time (on, off, off, on), so that a trend, such as code that is
 * still being compiled, cancels.
 */
public final class RecordingTrial implements AutoCloseable {
  private final Contender contender;
  private final Timeline on;
  private final Timeline off;
  private boolean onFirst;
  private long onNanos;
  private long offNanos;

  private RecordingTrial(Contender contender, int requests) {
    this.contender = contender;
    on = Timeline.recording(requests);
    off = Timeline.off(requests);
  }

  /**
   * Starts the stub server, if the exchange uses a network, and the strategy, and warms both.
   *
   * @return a trial that the caller closes
   */
  public static RecordingTrial open(TrialConfig config) throws InterruptedException {
    RecordingTrial trial = new RecordingTrial(Contender.open(config), config.requests());
    boolean warm = false;
    try {
      trial.contender.warm(
          () -> {
            trial.issuePair();
            return 2 * config.requests();
          });
      warm = true;
      return trial;
    } finally {
      if (!warm) {
        trial.close();
      }
    }
  }

  /** Starts summing anew. */
  public void beginIteration() {
    onNanos = 0;
    offNanos = 0;
  }

  /** Issues one batch with and one without recording. */
  public void issuePair() throws InterruptedException {
    onFirst = !onFirst;
    if (onFirst) {
      onNanos += nanosOf(on);
    }
    offNanos += nanosOf(off);
    if (!onFirst) {
      onNanos += nanosOf(on);
    }
  }

  /** Leaves the ratio of the two sums for {@link LedgerProfiler}. */
  public void endIteration() {
    LedgerProfiler.publish(
        List.of(new Figure("recording.ratio", (double) onNanos / offNanos, "on/off")));
  }

  private long nanosOf(Timeline timeline) throws InterruptedException {
    long began = System.nanoTime();
    contender.issue(timeline);
    return System.nanoTime() - began;
  }

  @Override
  public void close() {
    contender.close();
  }
}
