package fanout.run;

import fanout.ledger.Bookkeeper;
import fanout.ledger.LedgerTotals;
import fanout.ledger.Timeline;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a request costs as the batch grows: batches of 1000, 10 000 … requests through one strategy
 * in one fork, in turn. In a round each size issues the same number of requests, and the sizes
 * change places from round to round, so that a trend falls on all alike.
 */
public final class GrowthTrial implements AutoCloseable {
  private static final int SMALLEST = 1000;
  private static final int STEP = 10;
  private static final double NANOS_PER_MICRO = 1000;

  private final Contender contender;
  private final List<Size> sizes;

  /** One number of requests, with books of its own. */
  private static final class Size {
    private final Contender contender;
    private final Timeline timeline;
    private final Bookkeeper bookkeeper;
    private final int batches;
    private final long ledgerBytes;
    private long issueNanos;
    private long bookNanos;
    private long issued;
    private LedgerTotals totals = LedgerTotals.ZERO;

    Size(Contender contender, TrialConfig config, int requests) throws InterruptedException {
      this.contender = contender;
      batches = Math.max(1, config.requests() / requests);
      long before = allocatedBytes();
      timeline = Timeline.keeping(config.keeping(), requests, config.slots());
      bookkeeper = new Bookkeeper(requests, config.slots());
      long made = allocatedBytes() - before;
      contender.issue(timeline);
      long first = bookedBytes();
      ledgerBytes = made + first - bookedBytes(); // what sorting needs for a moment is not kept
    }

    private long bookedBytes() {
      long before = allocatedBytes();
      book();
      return allocatedBytes() - before;
    }

    void reset() {
      issueNanos = 0;
      bookNanos = 0;
      issued = 0;
      totals = LedgerTotals.ZERO;
    }

    void issue() throws InterruptedException {
      for (int batch = 0; batch < batches; batch++) {
        long began = System.nanoTime();
        contender.issue(timeline);
        long issuedAt = System.nanoTime();
        book();
        issueNanos += issuedAt - began;
        bookNanos += System.nanoTime() - issuedAt;
        issued += timeline.requests();
      }
    }

    private void book() {
      if (timeline.isRecording()) {
        totals = totals.plus(bookkeeper.book(timeline).requireClosed());
      }
    }

    double costMicros() {
      return issueNanos / NANOS_PER_MICRO / issued;
    }

    void addTo(List<Figure> figures, double smallestCost) {
      String size = "." + timeline.requests();
      figures.add(new Figure("growth.cost" + size, costMicros(), "us/request"));
      figures.add(new Figure("growth.relative" + size, costMicros() / smallestCost, "ratio"));
      figures.add(
          new Figure("growth.booking" + size, bookNanos / NANOS_PER_MICRO / issued, "us/request"));
      figures.add(
          new Figure(
              "growth.ledger-bytes" + size,
              (double) ledgerBytes / timeline.requests(),
              "B/request"));
      if (timeline.isRecording()) {
        figures.add(
            new Figure(
                "growth.coordination" + size,
                totals.coordinationNanosPerRequest() / NANOS_PER_MICRO,
                "us/request"));
      }
    }

    private static long allocatedBytes() {
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      return threads.getCurrentThreadAllocatedBytes();
    }
  }

  private GrowthTrial(Contender contender, List<Size> sizes) {
    this.contender = contender;
    this.sizes = sizes;
  }

  /**
   * Starts the stub server, if the exchange uses a network, and the strategy, and issues a batch of
   * each size.
   *
   * @param config its requests are the largest size, at least 1000
   * @return a trial that the caller closes
   * @throws IllegalArgumentException if the largest size is below 1000
   */
  public static GrowthTrial open(TrialConfig config) throws InterruptedException {
    if (config.requests() < SMALLEST) {
      throw new IllegalArgumentException(
          "requests must be >= " + SMALLEST + " for a curve of growth, was " + config.requests());
    }
    Contender contender = Contender.open(config);
    boolean ready = false;
    try {
      List<Size> sizes = new ArrayList<>();
      for (long requests = SMALLEST; requests <= config.requests(); requests *= STEP) {
        sizes.add(new Size(contender, config, (int) requests));
      }
      ready = true;
      return new GrowthTrial(contender, sizes);
    } finally {
      if (!ready) {
        contender.close();
      }
    }
  }

  /** Starts summing anew. */
  public void beginIteration() {
    sizes.forEach(Size::reset);
  }

  /**
   * Issues a round: as many requests of each size.
   *
   * @return the requests issued
   */
  public long issueRound() throws InterruptedException {
    long issued = 0;
    for (Size size : sizes) {
      size.issue();
      issued += (long) size.batches * size.timeline.requests();
    }
    Collections.rotate(sizes, 1);
    return issued;
  }

  /** Leaves what each size cost for {@link LedgerProfiler}. */
  public void endIteration() {
    double smallest =
        sizes.stream()
            .filter(size -> size.timeline.requests() == SMALLEST)
            .mapToDouble(Size::costMicros)
            .findFirst()
            .orElseThrow();
    List<Figure> figures = new ArrayList<>();
    sizes.forEach(size -> size.addTo(figures, smallest));
    LedgerProfiler.publish(figures);
  }

  @Override
  public void close() {
    contender.close();
  }
}
