package fanout.harness;

import fanout.ledger.Timeline;
import java.util.List;
import java.util.Random;

/**
 * What recording itself costs: batches with and without it, in pairs whose order is drawn, through
 * one strategy in one fork, so that whatever the machine does meets both alike.
 */
public final class RecordingTrial implements AutoCloseable {
  /** A new order in each fork would be another source of differences between forks. */
  private static final long SEED = 42;

  private static final int WARM_REQUESTS = 3000;

  private final Contender contender;
  private final Timeline on;
  private final Timeline off;
  private final Random random = new Random(SEED);
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
    long perPair = 2L * config.requests();
    long pairs = Math.ceilDiv((long) WARM_REQUESTS * trial.contender.issuingJvms(), perPair);
    for (long pair = 0; pair < pairs; pair++) {
      trial.issuePair();
    }
    return trial;
  }

  /** Starts summing anew. */
  public void beginIteration() {
    onNanos = 0;
    offNanos = 0;
  }

  /** Issues one batch with and one without recording. */
  public void issuePair() throws InterruptedException {
    boolean onFirst = random.nextBoolean();
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
