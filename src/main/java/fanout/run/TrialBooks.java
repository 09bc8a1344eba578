package fanout.run;

import fanout.ledger.Bookkeeper;
import fanout.ledger.CpuLedger;
import fanout.ledger.Latencies;
import fanout.ledger.LedgerTotals;
import fanout.ledger.SlotLedger;
import fanout.ledger.Timeline;
import fanout.os.CompilerClock;
import fanout.os.CpuClock;
import fanout.os.SchedulerCounters;
import fanout.process.ChannelTally;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The books of one trial, kept iteration by iteration: the slot-time ledger and the latencies of
 * every batch, processor time during batches only, and what scheduler and channels counted.
 *
 * <p>Processor clocks are read right before and after each batch, outside its timed region, so that
 * drawing up the books does not appear in them.
 */
final class TrialBooks {
  private final Timeline timeline;
  private final Bookkeeper bookkeeper;
  private final Latencies latencies = new Latencies();
  private final List<Long> workers;
  private final List<Long> jvms = new ArrayList<>();
  private final OptionalLong stub;
  private final boolean ownServer;
  private final Supplier<ChannelTally> channel;

  private LedgerTotals totals = LedgerTotals.ZERO;
  private CpuTime before = CpuTime.ZERO;
  private CpuTime spent = CpuTime.ZERO;
  private List<SchedulerCounters> countersBefore = List.of();
  private ChannelTally channelBefore = ChannelTally.ZERO;
  private OptionalLong compiledBefore = OptionalLong.empty();

  /** Processor time of the three parties; empty where the platform cannot tell. */
  private record CpuTime(OptionalLong driver, OptionalLong workers, OptionalLong stub) {
    static final CpuTime ZERO =
        new CpuTime(OptionalLong.of(0), OptionalLong.of(0), OptionalLong.of(0));

    CpuTime plusSpentBetween(CpuTime from, CpuTime to) {
      return new CpuTime(
          add(driver, from.driver, to.driver),
          add(workers, from.workers, to.workers),
          add(stub, from.stub, to.stub));
    }

    private static OptionalLong add(OptionalLong sum, OptionalLong from, OptionalLong to) {
      return sum.isPresent() && from.isPresent() && to.isPresent()
          ? OptionalLong.of(sum.getAsLong() + to.getAsLong() - from.getAsLong())
          : OptionalLong.empty();
    }
  }

  /**
   * What one iteration's books say.
   *
   * @param slots the slot-time ledgers of all batches
   * @param cpu the CPU ledger over all makespans
   * @param counters what the scheduler counted for the driver and for each worker
   * @param compilerNanos processor time of the compilers in driver and workers, during and between
   *     batches; empty where it cannot be told
   * @param channel what went through the channels
   * @param latencies of all requests; valid until the next iteration begins
   */
  record Page(
      LedgerTotals slots,
      CpuLedger cpu,
      List<SchedulerCounters> counters,
      OptionalLong compilerNanos,
      ChannelTally channel,
      Latencies latencies) {}

  /**
   * Opens the books.
   *
   * @param timeline the timeline that every batch is recorded in
   * @param slots c, the slots of the strategy; 1 for the single thread
   * @param workers the worker processes
   * @param stub the stub's process, if there is one
   * @param ownServer whether there is no server but the stub's, whose processor time can be told
   * @param channel reads the channels' tally
   */
  TrialBooks(
      Timeline timeline,
      int slots,
      List<Long> workers,
      OptionalLong stub,
      boolean ownServer,
      Supplier<ChannelTally> channel) {
    this.timeline = timeline;
    this.bookkeeper = new Bookkeeper(timeline.requests(), slots);
    this.workers = workers;
    jvms.add(ProcessHandle.current().pid());
    jvms.addAll(workers);
    this.stub = stub;
    this.ownServer = ownServer;
    this.channel = channel;
  }

  /** Starts a new page. */
  void beginIteration() {
    totals = LedgerTotals.ZERO;
    spent = CpuTime.ZERO;
    latencies.reset();
    countersBefore = counters();
    channelBefore = channel.get();
    compiledBefore = CompilerClock.nanos(jvms);
  }

  /** Reads the processor clocks before a batch. */
  void beginBatch() {
    before = cpuTime();
  }

  /**
   * Books the batch that has just ended.
   *
   * @throws fanout.ledger.LedgerException if its books do not close
   */
  SlotLedger bookBatch() {
    CpuTime after = cpuTime();
    spent = spent.plusSpentBetween(before, after);
    SlotLedger batch = bookkeeper.book(timeline).requireClosed();
    totals = totals.plus(batch);
    latencies.add(timeline);
    return batch;
  }

  /** Returns the page of the iteration so far, in which at least one batch was booked. */
  Page page() {
    List<SchedulerCounters> now = counters();
    List<SchedulerCounters> counted = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      counted.add(now.get(i).since(countersBefore.get(i)));
    }
    return new Page(
        totals,
        new CpuLedger(
            Runtime.getRuntime().availableProcessors(),
            totals.makespanNanos(),
            totals.requests(),
            spent.driver(),
            spent.workers(),
            spent.stub()),
        counted,
        compiled(),
        channel.get().minus(channelBefore),
        latencies);
  }

  private OptionalLong compiled() {
    OptionalLong now = CompilerClock.nanos(jvms);
    return now.isPresent() && compiledBefore.isPresent()
        ? OptionalLong.of(now.getAsLong() - compiledBefore.getAsLong())
        : OptionalLong.empty();
  }

  /** Tells whether a batch was booked on the present page. */
  boolean isEmpty() {
    return totals.batches() == 0;
  }

  private CpuTime cpuTime() {
    long workerNanos = 0;
    boolean known = true;
    for (long pid : workers) {
      OptionalLong nanos = CpuClock.nanos(pid);
      known &= nanos.isPresent();
      workerNanos += nanos.orElse(0);
    }
    return new CpuTime(
        CpuClock.ownNanos(),
        known ? OptionalLong.of(workerNanos) : OptionalLong.empty(),
        serverNanos());
  }

  private OptionalLong serverNanos() {
    if (stub.isPresent()) {
      return CpuClock.nanos(stub.getAsLong());
    }
    return ownServer ? OptionalLong.of(0) : OptionalLong.empty();
  }

  private List<SchedulerCounters> counters() {
    List<SchedulerCounters> counters = new ArrayList<>();
    counters.add(SchedulerCounters.own());
    workers.forEach(pid -> counters.add(SchedulerCounters.of(pid)));
    return counters;
  }
}
