package fanout.run;

import fanout.ledger.CpuLedger;
import fanout.ledger.LedgerTotals;
import fanout.ledger.Line;
import fanout.os.SchedulerCounters;
import fanout.process.ChannelTally;
import fanout.run.TrialBooks.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * Turns a page of the books into figures. What the platform cannot tell becomes no figure at all.
 */
final class IterationFigures {
  private static final String MICROS_PER_REQUEST = "us/request";
  private static final String PER_REQUEST = "1/request";
  private static final String MICROS = "us";
  private static final String PERCENT = "%";
  private static final double NANOS_PER_MICRO = 1000;
  private static final double HUNDRED = 100;

  private final List<Figure> figures = new ArrayList<>();
  private final Page page;
  private final double requests;

  private IterationFigures(Page page) {
    this.page = page;
    this.requests = page.slots().requests();
  }

  /** Returns the figures of one page. */
  static List<Figure> of(Page page) {
    IterationFigures figures = new IterationFigures(page);
    figures.addSlots(page.slots());
    figures.addCpu(page.cpu());
    figures.addCompilers(page.compilerNanos());
    figures.addScheduler();
    figures.addChannel(page.channel());
    figures.addLatency("latency", page.latencies().exchange());
    figures.addLatency("turnaround", page.latencies().turnaround());
    figures.add(
        "turnaround.mean", page.latencies().meanTurnaroundNanos() / NANOS_PER_MICRO, MICROS);
    return figures.figures;
  }

  private void addSlots(LedgerTotals slots) {
    for (Line line : Line.values()) {
      addMicros("ledger." + line.word(), slots.nanosPerRequest(line));
    }
    addMicros("coordination", slots.coordinationNanosPerRequest());
    add("coordination.share", slots.coordinationShare() * HUNDRED, PERCENT);
    add("ledger.closure-error", slots.worstClosureError() * HUNDRED, PERCENT);
  }

  private void addCpu(CpuLedger cpu) {
    addMicros("cpu.client", cpu.clientNanosPerRequest());
    addMicros("cpu.driver", cpu.driverNanosPerRequest());
    addMicros("cpu.workers", cpu.workerNanosPerRequest());
    addMicros("cpu.stub", cpu.stubNanosPerRequest());
    OptionalLong rest = cpu.restNanos();
    if (rest.isPresent()) {
      addMicros("cpu.rest", rest.getAsLong() / requests);
    }
    OptionalDouble stub = cpu.stubShareOfOneProcessor();
    if (stub.isPresent()) {
      add("stub.busy", stub.getAsDouble() * HUNDRED, PERCENT);
    }
  }

  /** At least 0: a compiler's thread that has ended takes its time with it. */
  private void addCompilers(OptionalLong nanos) {
    if (nanos.isPresent()) {
      addMicros("cpu.compilers", Math.max(0, nanos.getAsLong()) / requests);
    }
  }

  private void addScheduler() {
    addCounted("switches.voluntary", PER_REQUEST, 1, SchedulerCounters::voluntarySwitches);
    addCounted("switches.involuntary", PER_REQUEST, 1, SchedulerCounters::involuntarySwitches);
    addCounted(
        "run-queue.wait",
        MICROS_PER_REQUEST,
        NANOS_PER_MICRO,
        SchedulerCounters::runQueueWaitNanos);
  }

  /** The driver and all workers together; nothing if one of them cannot be read. */
  private void addCounted(
      String name, String unit, double divisor, Function<SchedulerCounters, OptionalLong> counter) {
    long sum = 0;
    for (SchedulerCounters counters : page.counters()) {
      OptionalLong counted = counter.apply(counters);
      if (counted.isEmpty()) {
        return;
      }
      sum += counted.getAsLong();
    }
    add(name, sum / divisor / requests, unit);
  }

  private void addChannel(ChannelTally channel) {
    if (channel.framesSent() == 0) {
      return;
    }
    add(
        "channel.frames",
        (channel.framesSent() + channel.framesReceived()) / requests,
        PER_REQUEST);
    add("channel.bytes", (channel.bytesSent() + channel.bytesReceived()) / requests, "B/request");
    addMicros(
        "hand-off.encode", (channel.parentEncodeNanos() + channel.workerEncodeNanos()) / requests);
    addMicros("hand-off.transfer", (channel.outboundNanos() + channel.inboundNanos()) / requests);
    addMicros(
        "hand-off.decode", (channel.parentDecodeNanos() + channel.workerDecodeNanos()) / requests);
    if (channel.queueNanos() > 0) {
      addMicros("hand-off.queue", channel.queueNanos() / requests);
    }
  }

  private void addLatency(String name, Histogram nanos) {
    if (nanos.getTotalCount() == 0) {
      return; // sums have no turnarounds of their own
    }
    add(name + ".p50", nanos.getValueAtPercentile(50) / NANOS_PER_MICRO, MICROS);
    add(name + ".p90", nanos.getValueAtPercentile(90) / NANOS_PER_MICRO, MICROS);
    add(name + ".p99", nanos.getValueAtPercentile(99) / NANOS_PER_MICRO, MICROS);
    add(name + ".max", nanos.getMaxValue() / NANOS_PER_MICRO, MICROS);
  }

  private void addMicros(String name, OptionalDouble nanos) {
    if (nanos.isPresent()) {
      addMicros(name, nanos.getAsDouble());
    }
  }

  private void addMicros(String name, double nanos) {
    add(name, nanos / NANOS_PER_MICRO, MICROS_PER_REQUEST);
  }

  private void add(String name, double value, String unit) {
    figures.add(new Figure(name, value, unit));
  }
}
