package fanout.harness;

import fanout.exchange.Failure;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.util.List;
import java.util.Optional;

/**
 * One trial in a fork: a stub server of its own, a strategy that is open, and batches issued one
 * after the other. Checks what makes a trial fair: every reply valid, connections reused.
 */
public final class Trial implements AutoCloseable {
  private static final int BODY_BYTES = 32;

  /** At most one request in a thousand may open a connection, once the trial is warm. */
  private static final double NEW_CONNECTIONS_ALLOWED = 0.001;

  private final Optional<StubProcess> stub;
  private final FanOut fanOut;
  private final Timeline timeline;
  private long requestsBefore;
  private long connectionsBefore;
  private long requests;

  private Trial(Optional<StubProcess> stub, FanOut fanOut, Timeline timeline) {
    this.stub = stub;
    this.fanOut = fanOut;
    this.timeline = timeline;
  }

  /**
   * Starts the stub server, if the exchange uses a network, and the strategy.
   *
   * @return a trial that the caller closes
   */
  public static Trial open(TrialConfig config) {
    Optional<StubProcess> stub =
        config.exchange().usesNetwork()
            ? Optional.of(
                StubProcess.start(
                    StubConfig.withDefaults().withDelay(config.delay()).withBodyBytes(BODY_BYTES)))
            : Optional.empty();
    try {
      Target target = stub.map(server -> new Target(server.uri(), BODY_BYTES)).orElse(Target.NONE);
      FanOut fanOut =
          config
              .strategy()
              .open(
                  new FanOutConfig(
                      config.concurrency(), config.exchange(), target, config.chunk()));
      return new Trial(stub, fanOut, Timeline.recording(config.requests()));
    } catch (RuntimeException e) { // whatever it was, the stub must not outlive it
      stub.ifPresent(StubProcess::close);
      throw e;
    }
  }

  /**
   * Issues one batch.
   *
   * @return the batch, all of whose replies are valid
   * @throws IllegalStateException if a request failed; the message names the first
   */
  public Batch issue() throws InterruptedException {
    Batch batch = fanOut.issue(timeline);
    requests += timeline.requests();
    List<Failure> failures = batch.failures();
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          failures.size() + " of " + timeline.requests() + " requests failed: " + failures.get(0));
    }
    return batch;
  }

  /** Starts counting anew. */
  public void beginIteration() {
    requestsBefore = requests;
    connectionsBefore = connectionsOpened();
  }

  /**
   * Checks the requests since {@link #beginIteration}.
   *
   * @throws IllegalStateException if too many of them opened a connection of their own
   */
  public void requireReusedConnections() {
    long issued = requests - requestsBefore;
    long opened = connectionsOpened() - connectionsBefore;
    if (opened > issued * NEW_CONNECTIONS_ALLOWED) {
      throw new IllegalStateException(
          opened
              + " of "
              + issued
              + " timed requests opened a connection; at least 99.9 % must reuse one");
    }
  }

  /** The server's count where there is one: the JDK's client keeps its own to itself. */
  private long connectionsOpened() {
    return stub.map(server -> server.report().connectionsAccepted())
        .orElseGet(fanOut::connectionsOpened);
  }

  @Override
  public void close() {
    fanOut.close();
    stub.ifPresent(StubProcess::close);
  }
}
