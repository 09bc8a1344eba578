package fanout.run;

import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.stub.StubProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * One trial in a fork: a stub server of its own, a strategy that is open, and batches issued one
 * after the other. Keeps the trial's books, and checks what makes it fair: every reply valid,
 * connections reused, every batch's slot time accounted for.
 */
public final class Trial implements AutoCloseable {
  /** At most one request in a thousand may open a connection, once the trial is warm. */
  private static final double NEW_CONNECTIONS_ALLOWED = 0.001;

  private final TrialConfig config;
  private final Contender contender;
  private final Timeline timeline;
  private final TrialBooks books;
  private long requestsBefore;
  private long connectionsBefore;
  private long requests;

  private Trial(TrialConfig config, Contender contender) {
    this.config = config;
    this.contender = contender;
    this.timeline = Timeline.keeping(config.keeping(), config.requests(), config.slots());
    this.books =
        new TrialBooks(
            timeline,
            config.slots(),
            contender.fanOut().workerPids(),
            contender.stubPid(),
            config.target().isEmpty(),
            contender.fanOut()::channelTally);
  }

  /**
   * Starts the stub server, if the exchange uses a network, and the strategy.
   *
   * @return a trial that the caller closes
   */
  public static Trial open(TrialConfig config) {
    return new Trial(config, Contender.open(config));
  }

  /**
   * Issues batches, untimed, until connections are open and the code of every JVM that issues
   * requests is compiled, within limits. JMH's own warm-up iterations come on top.
   */
  public void warm() throws InterruptedException {
    beginIteration();
    contender.warm(
        () -> {
          beginBatch();
          issue();
          endBatch();
          return timeline.requests();
        });
  }

  /** Starts a new page of the books. */
  public void beginIteration() {
    requestsBefore = requests;
    connectionsBefore = contender.connectionsOpened();
    contender.stub().ifPresent(StubProcess::resetDelayErrors);
    if (config.recording()) {
      books.beginIteration();
    }
  }

  /** Reads the processor clocks before a batch. */
  public void beginBatch() {
    if (config.recording()) {
      books.beginBatch();
    }
  }

  /**
   * Issues one batch: what is timed.
   *
   * @return the batch, all of whose replies are valid
   * @throws IllegalStateException if a request failed; the message names the first
   */
  public Batch issue() throws InterruptedException {
    Batch batch = contender.issue(timeline);
    requests += timeline.requests();
    return batch;
  }

  /**
   * Books the batch that has just ended.
   *
   * @throws fanout.ledger.LedgerException if its books do not close within 0.1 %
   */
  public void endBatch() {
    if (config.recording()) {
      books.bookBatch();
    }
  }

  /**
   * Ends a measured iteration: checks the connections, closes the page and leaves its figures for
   * {@link LedgerProfiler}.
   *
   * @throws IllegalStateException if too many requests opened a connection of their own
   */
  public void endMeasuredIteration() {
    requireReusedConnections();
    List<Figure> figures = new ArrayList<>();
    if (config.recording() && !books.isEmpty()) {
      TrialBooks.Page page = books.page();
      figures.addAll(IterationFigures.of(page));
      contender.stub().ifPresent(server -> figures.addAll(stubFigures(server, page)));
      BatchSampler.of(timeline, config.slots()).ifPresent(LedgerProfiler::publish);
    }
    config.target().ifPresent(any -> figures.add(new Figure("checks.status-only", 1, "flag")));
    LedgerProfiler.publish(figures);
  }

  private List<Figure> stubFigures(StubProcess server, TrialBooks.Page page) {
    StubLimit limit =
        StubLimit.of(contender.stubConfig(), config.requests(), server.report(), page.cpu());
    return List.of(
        new Figure("stub.delay-error.p99", limit.delayErrorNanos() / 1e3, "us"),
        new Figure("stub.limited", limit.isLimit() ? 1 : 0, "flag"));
  }

  private void requireReusedConnections() {
    long issued = requests - requestsBefore;
    long opened = contender.connectionsOpened() - connectionsBefore;
    if (opened > issued * NEW_CONNECTIONS_ALLOWED) {
      throw new IllegalStateException(
          opened
              + " of "
              + issued
              + " timed requests opened a connection; at least 99.9 % must reuse one: warm up (-wi)");
    }
  }

  @Override
  public void close() {
    contender.close();
  }
}
