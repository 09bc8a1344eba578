package fanout.run;

import fanout.Delay;
import fanout.exchange.Failure;
import fanout.ledger.Addition;
import fanout.ledger.Bookkeeper;
import fanout.ledger.LedgerTotals;
import fanout.ledger.Timeline;
import fanout.os.CpuClock;
import fanout.strategy.Batch;
import fanout.stub.StubReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A contender in its fork: issues its batches one at a time and sums up what an iteration of them
 * shows. Everything but {@link #issue} happens outside the timed region.
 */
final class OpenContender implements GroupWarmup.Warming {
  private final Contender contender;
  private final OpenStrategy strategy;
  private final BatchLimit limit;
  private final BatchLimit.Watched watched;
  private final Timeline timeline;
  private final Bookkeeper bookkeeper;
  private final Readings readings;
  private final List<Long> makespans = new ArrayList<>();
  private final List<Long> delayErrors = new ArrayList<>();
  private LedgerTotals totals = LedgerTotals.ZERO;
  private long newConnections;
  private long connectionsBefore;

  OpenContender(Contender contender, OpenStrategy strategy, BatchLimit limit) {
    this.contender = contender;
    this.strategy = strategy;
    this.limit = limit;
    watched = BatchLimit.Watched.of(contender, strategy.stub().map(Servers.Stub::process));
    timeline =
        contender.isRecorded()
            ? Timeline.recording(contender.requests())
            : Timeline.off(contender.requests());
    timeline.add(Addition.parse(contender.load().addition()));
    bookkeeper = new Bookkeeper(contender.requests(), contender.slots());
    readings = new Readings(strategy);
  }

  Contender contender() {
    return contender;
  }

  OpenStrategy strategy() {
    return strategy;
  }

  /** Starts summing anew. */
  void beginIteration() {
    makespans.clear();
    delayErrors.clear();
    bookkeeper.latencies().reset();
    readings.reset();
    totals = LedgerTotals.ZERO;
    newConnections = 0;
  }

  /** Prepares the server and reads clocks and counters. */
  void beforeBatch() {
    tellStub(contender.server().delay());
    strategy.stub().ifPresent(stub -> stub.process().resetDelayErrors());
    connectionsBefore = strategy.connectionsOpened();
    readings.beforeBatch();
  }

  /**
   * Issues one batch: what is timed.
   *
   * @return the batch, all of whose replies are valid
   * @throws IllegalStateException if a request failed or the stub has ended; the message names the
   *     first, or tells how the stub came to its end
   * @throws RuntimeException whatever else ended the batch, such as the death of a worker
   */
  Batch issue() throws InterruptedException {
    return issue("measuring");
  }

  private Batch issue(String phase) throws InterruptedException {
    limit.begin(watched, phase);
    try {
      Batch batch = strategy.fanOut().issue(timeline);
      List<Failure> failures = batch.failures();
      if (failures.isEmpty()) {
        return batch;
      }
      throw failed(
          "%d of %d requests failed: %s%s"
              .formatted(failures.size(), timeline.requests(), failures.getFirst(), place(phase)));
    } catch (RuntimeException e) {
      // The death of the stub explains whatever failed. It is told without what it explains, whose
      // words, as the innermost, would be taken for the cause.
      throw death().map(this::failed).map(RuntimeException.class::cast).orElse(e);
    } finally {
      limit.end();
    }
  }

  private IllegalStateException failed(String how) {
    return new IllegalStateException(contender.strategy().name() + ": " + how);
  }

  private String place(String phase) {
    return contender
        .server()
        .target()
        .map(target -> " (while " + phase + "; its server is " + target.base() + ")")
        .orElse("");
  }

  private Optional<String> death() throws InterruptedException {
    Optional<Servers.Stub> stub = strategy.stub();
    return stub.isPresent() ? stub.get().process().obituary() : Optional.empty();
  }

  /**
   * Books the batch that has just ended.
   *
   * @param nanos its makespan, above 0
   * @throws IllegalStateException if its books do not close within 0.1 %
   */
  void afterBatch(long nanos) {
    readings.afterBatch();
    newConnections += strategy.connectionsOpened() - connectionsBefore;
    strategy.stub().ifPresent(stub -> addDelayError(stub.process().report()));
    makespans.add(nanos);
    if (contender.isRecorded()) {
      totals = totals.plus(bookkeeper.book(timeline).requireClosed());
    }
  }

  /** Issues one batch that is not booked, and that the stub does not delay. */
  @Override
  public long warm() throws InterruptedException {
    tellStub(Delay.NONE);
    long began = System.nanoTime();
    issue("warming up");
    long nanos = System.nanoTime() - began;
    if (contender.isRecorded()) {
      bookkeeper.book(timeline).requireClosed();
    }
    return nanos;
  }

  @Override
  public OptionalLong stubNanos() {
    return strategy
        .stub()
        .map(open -> CpuClock.nanos(open.process().pid()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public boolean hasWorkers() {
    // Those that are not of this machine, or not JVMs, do not compile here.
    return strategy.fanOut().workerPids().stream().anyMatch(pid -> pid > 0);
  }

  @Override
  public double expectedNanos() {
    return Schedule.warmNanos(contender);
  }

  /** Returns what the iteration so far shows; at least one batch has been issued in it. */
  BatchResults results() {
    return new BatchResults(
        contender,
        List.copyOf(makespans),
        totals,
        readings,
        bookkeeper.latencies(),
        stubReport(),
        contender.isRecorded() ? BatchSampler.of(timeline, contender.slots()) : Optional.empty());
  }

  private void tellStub(Delay delay) {
    strategy.stub().ifPresent(stub -> stub.delayBy(delay));
  }

  private void addDelayError(StubReport report) {
    if (report.delaysMeasured() > 0) {
      delayErrors.add(report.delayErrorP99Nanos());
    }
  }

  /** The lower median over batches, so that one late batch is not taken for a late server. */
  private BatchResults.Server stubReport() {
    long[] sorted = delayErrors.stream().mapToLong(Long::longValue).sorted().toArray();
    return new BatchResults.Server(
        newConnections, sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2]);
  }
}
