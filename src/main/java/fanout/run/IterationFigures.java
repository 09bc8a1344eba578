package fanout.run;

import fanout.ledger.CpuLedger;
import fanout.ledger.LedgerTotals;
import fanout.ledger.Line;
import fanout.process.ChannelTally;
import fanout.run.Readings.Kind;
import fanout.stub.StubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Turns the results of an iteration into figures. What the platform cannot tell becomes no figure
 * at all.
 *
 * <p>Compilers are no part of what a request costs: their processor time is taken out of the
 * client's, and is a figure of its own.
 */
final class IterationFigures {
  private static final String MICROS_PER_REQUEST = "us/request";
  private static final String PER_REQUEST = "1/request";
  private static final String MICROS = "us";
  private static final String PERCENT = "%";
  private static final String FLAG = "flag";
  private static final double NANOS_PER_MICRO = 1000;
  private static final double HUNDRED = 100;

  private final List<Figure> figures = new ArrayList<>();
  private final BatchResults results;
  private final double requests;

  private IterationFigures(BatchResults results) {
    this.results = results;
    this.requests = results.requests();
  }

  /** Returns the figures of one iteration. */
  static List<Figure> of(BatchResults results) {
    IterationFigures figures = new IterationFigures(results);
    if (results.contender().isRecorded()) {
      figures.addSlots(results.totals());
      figures.addLatency("latency", results.latencies().exchange());
      figures.addLatency("turnaround", results.latencies().turnaround());
      figures.add(
          "turnaround.mean", results.latencies().meanTurnaroundNanos() / NANOS_PER_MICRO, MICROS);
    }
    figures.addCpu();
    figures.addScheduler();
    figures.addChannel(results.readings().channel());
    figures.add(
        "connections.new", results.server().newConnections() / figures.requests, PER_REQUEST);
    if (results.contender().server().target().isPresent()) {
      figures.add("checks.status-only", 1, FLAG);
    }
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

  private void addCpu() {
    OptionalLong driverCompilers = compilers(Kind.DRIVER_COMPILERS);
    OptionalLong workerCompilers =
        results.contender().usesWorkers() ? compilers(Kind.WORKER_COMPILERS) : OptionalLong.of(0);
    CpuLedger cpu =
        new CpuLedger(
            Runtime.getRuntime().availableProcessors(),
            results.makespanNanos(),
            results.requests(),
            without(driverCompilers, reading(Kind.DRIVER)),
            without(workerCompilers, reading(Kind.WORKERS)),
            reading(Kind.STUB));
    addMicros("cpu.client", cpu.clientNanosPerRequest());
    addMicros("cpu.driver", cpu.driverNanosPerRequest());
    addMicros("cpu.workers", cpu.workerNanosPerRequest());
    addMicros("cpu.stub", cpu.stubNanosPerRequest());
    long compilers = driverCompilers.orElse(0) + workerCompilers.orElse(0);
    if (driverCompilers.isPresent() && workerCompilers.isPresent()) {
      addMicros("cpu.compilers", compilers / requests);
    }
    OptionalLong rest = cpu.restNanos();
    if (rest.isPresent()) {
      addMicros("cpu.rest", (rest.getAsLong() - compilers) / requests);
    }
    if (results.contender().usesStub()) {
      addStub(cpu);
    }
  }

  private void addStub(CpuLedger cpu) {
    OptionalDouble share = cpu.stubShareOfOneProcessor();
    if (share.isPresent()) {
      add("stub.busy", share.getAsDouble() * HUNDRED, PERCENT);
    }
    StubConfig config = Servers.config(results.contender());
    long error = results.server().delayErrorNanos();
    boolean limited = StubLimit.isLimit(config, results.contender().requests(), error, cpu);
    add("stub.delay-error.p99", error / NANOS_PER_MICRO, MICROS);
    add("stub.limited", limited ? 1 : 0, FLAG);
  }

  private OptionalLong reading(Kind kind) {
    return results.readings().sum(kind);
  }

  /** At least 0: a compiler's thread that has ended takes its time with it. */
  private OptionalLong compilers(Kind kind) {
    OptionalLong nanos = reading(kind);
    return nanos.isPresent() ? OptionalLong.of(Math.max(0, nanos.getAsLong())) : nanos;
  }

  /** Where compilers cannot be told apart the processor time is left as it is. */
  private static OptionalLong without(OptionalLong compilers, OptionalLong all) {
    return all.isPresent()
        ? OptionalLong.of(Math.max(0, all.getAsLong() - compilers.orElse(0)))
        : all;
  }

  private void addScheduler() {
    addCounted("switches.voluntary", PER_REQUEST, 1, Kind.VOLUNTARY_SWITCHES);
    addCounted("switches.involuntary", PER_REQUEST, 1, Kind.INVOLUNTARY_SWITCHES);
    addCounted("run-queue.wait", MICROS_PER_REQUEST, NANOS_PER_MICRO, Kind.RUN_QUEUE_WAIT);
  }

  private void addCounted(String name, String unit, double divisor, Kind kind) {
    OptionalLong counted = reading(kind);
    if (counted.isPresent()) {
      add(name, counted.getAsLong() / divisor / requests, unit);
    }
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
