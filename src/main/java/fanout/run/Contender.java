package fanout.run;

import fanout.exchange.Failure;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.stub.Delay;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A strategy that is open, with a stub server of its own where its exchange uses a network. */
final class Contender implements AutoCloseable {
  private static final int BODY_BYTES = 32;

  /** Some thousand calls, loops counted, make HotSpot compile for good; its default thresholds. */
  private static final int WARM_REQUESTS = 10_000;

  /** The thresholds of worker processes are a fifth of the default ones. */
  private static final int WARM_REQUESTS_OF_WORKER = 2_000;

  /**
   * Without a client library there is little to compile; and a server of others is to be spared.
   */
  private static final Duration SHORT_WARMING_LIMIT = Duration.ofSeconds(10);

  /** Processor time for each JVM on top: OkHttp's code took the compilers some 4 s. */
  private static final Duration COMPILING_LIMIT = Duration.ofSeconds(5);

  private static final Duration DELAYED_WARMING = Duration.ofSeconds(2);

  private final TrialConfig config;
  private final StubConfig stubConfig;
  private final Optional<StubProcess> stub;
  private final FanOut fanOut;

  private Contender(
      TrialConfig config, StubConfig stubConfig, Optional<StubProcess> stub, FanOut fanOut) {
    this.config = config;
    this.stubConfig = stubConfig;
    this.stub = stub;
    this.fanOut = fanOut;
  }

  static Contender open(TrialConfig config) {
    StubConfig stubConfig =
        StubConfig.withDefaults().withDelay(config.delay()).withBodyBytes(BODY_BYTES);
    Optional<StubProcess> stub =
        config.exchange().usesNetwork() && config.target().isEmpty()
            ? Optional.of(StubProcess.start(stubConfig))
            : Optional.empty();
    try {
      Target target =
          stub.map(server -> new Target(server.uri(), BODY_BYTES))
              .or(config::target)
              .orElse(Target.NONE);
      FanOutConfig fanOutConfig =
          new FanOutConfig(
              config.concurrency(),
              config.exchange(),
              target,
              config.chunk(),
              config.channels(),
              stubConfig::delayNanosOf);
      return new Contender(config, stubConfig, stub, config.strategy().open(fanOutConfig));
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

  /**
   * Issues batches, untimed, until connections are open and code is compiled. The stub's delay is
   * off meanwhile: waiting teaches the compilers nothing.
   *
   * @param batches issues some batches and returns the number of requests
   * @return the requests issued, in all
   */
  long warm(Warming.Batches batches) throws InterruptedException {
    List<Long> workers = fanOut.workerPids();
    if (!config.exchange().usesNetwork() && workers.isEmpty()) {
      return batches.issue();
    }
    stub.ifPresent(server -> server.setDelay(Delay.NONE));
    Duration limit = stub.isPresent() ? warmingLimit(workers.size()) : SHORT_WARMING_LIMIT;
    long issued = new Warming(workers, fewestRequests(workers.size()), limit).warm(batches);
    stub.ifPresent(server -> server.setDelay(stubConfig.delay()));
    return issued + issueDelayed(batches);
  }

  /** The stub has code of its own for delays, which must be compiled too. */
  private long issueDelayed(Warming.Batches batches) throws InterruptedException {
    boolean delayed = stub.isPresent() && !stubConfig.delay().equals(Delay.NONE);
    long end = System.nanoTime() + (delayed ? DELAYED_WARMING.toNanos() : 0);
    long issued = 0;
    do {
      issued += batches.issue();
    } while (System.nanoTime() < end);
    return issued;
  }

  /** Without a network a chunk costs about as much as its requests: then chunks are what counts. */
  private int fewestRequests(int workers) {
    if (workers == 0) {
      return WARM_REQUESTS;
    }
    return config.exchange().usesNetwork()
        ? WARM_REQUESTS_OF_WORKER
        : WARM_REQUESTS_OF_WORKER * config.chunk().sizeFor(config.requests(), workers);
  }

  private static Duration warmingLimit(int workers) {
    return COMPILING_LIMIT
        .multipliedBy(Math.max(1, workers))
        .dividedBy(Runtime.getRuntime().availableProcessors())
        .plus(SHORT_WARMING_LIMIT);
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
