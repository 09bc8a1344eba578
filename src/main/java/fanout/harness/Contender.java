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
import java.util.OptionalLong;

/** A strategy that is open, with a stub server of its own where its exchange uses a network. */
final class Contender implements AutoCloseable {
  private static final int BODY_BYTES = 32;

  private final StubConfig stubConfig;
  private final Optional<StubProcess> stub;
  private final FanOut fanOut;

  private Contender(StubConfig stubConfig, Optional<StubProcess> stub, FanOut fanOut) {
    this.stubConfig = stubConfig;
    this.stub = stub;
    this.fanOut = fanOut;
  }

  static Contender open(TrialConfig config) {
    StubConfig stubConfig =
        StubConfig.withDefaults().withDelay(config.delay()).withBodyBytes(BODY_BYTES);
    Optional<StubProcess> stub =
        config.exchange().usesNetwork()
            ? Optional.of(StubProcess.start(stubConfig))
            : Optional.empty();
    try {
      Target target = stub.map(server -> new Target(server.uri(), BODY_BYTES)).orElse(Target.NONE);
      FanOutConfig fanOutConfig =
          new FanOutConfig(
              config.concurrency(), config.exchange(), target, config.chunk(), config.channels());
      return new Contender(stubConfig, stub, config.strategy().open(fanOutConfig));
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
  Batch issue(Timeline timeline) throws InterruptedException {
    Batch batch = fanOut.issue(timeline);
    List<Failure> failures = batch.failures();
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          failures.size() + " of " + timeline.requests() + " requests failed: " + failures.get(0));
    }
    return batch;
  }

  FanOut fanOut() {
    return fanOut;
  }

  Optional<StubProcess> stub() {
    return stub;
  }

  StubConfig stubConfig() {
    return stubConfig;
  }

  OptionalLong stubPid() {
    return stub.isPresent() ? OptionalLong.of(stub.get().pid()) : OptionalLong.empty();
  }

  /** The JVMs that issue requests: the workers, or this one. */
  int issuingJvms() {
    return Math.max(1, fanOut.workerPids().size());
  }

  /** The server's count where there is one: the JDK's client keeps its own to itself. */
  long connectionsOpened() {
    return stub.map(server -> server.report().connectionsAccepted())
        .orElseGet(fanOut::connectionsOpened);
  }

  @Override
  public void close() {
    try {
      fanOut.close();
    } finally {
      stub.ifPresent(StubProcess::close);
    }
  }
}
