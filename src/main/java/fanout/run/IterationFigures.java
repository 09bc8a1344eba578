package fanout.run;

import fanout.ledger.ChannelTally;
import fanout.ledger.CpuLedger;
import fanout.ledger.CpuLedger.Clock;
import fanout.ledger.LedgerTotals;
import fanout.ledger.SlotLines;
import fanout.ledger.SlotStates;
import fanout.results.MetricName;
import fanout.run.Readings.Kind;
import fanout.stub.StubConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Turns the results of an iteration into figures. What the platform cannot tell becomes no figure
 * at all.
 *
 * <p>Compilers are no part of what a request costs: their processor time is taken out of the
 * client's, and is a figure of its own.
 */
final class IterationFigures {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double HUNDRED = 100;

  /** Answers later than both are the stub's limit: in nanoseconds, and as a share of the delay. */
  private static final long LATE_NANOS = 1_000_000;

  private static final double LATE_SHARE = 0.1;

  private final List<Figure> figures = new ArrayList<>();
  private final BatchResults results;
  private final double requests;

  private IterationFigures(BatchResults results) {
    this.results = results;
    this.requests = results.requests();
  }

  static List<Figure> of(BatchResults results) {
    IterationFigures figures = new IterationFigures(results);
    if (results.contender().isRecorded()) {
      figures.addSlots(results.totals());
      figures.addSlotStates(results.totals());
      figures.addLatency(results.latencies());
    }
    figures.addCpu();
    figures.addScheduler();
    figures.addChannel(results.readings().channel());
    figures.add(MetricName.CONNECTIONS_NEW, results.server().newConnections() / figures.requests);
    return figures.figures;
  }

  private void addSlots(LedgerTotals slots) {
    SlotLines lines = slots.lines();
    addMicros(MetricName.LEDGER_SERVICE, lines.serviceNanos() / requests);
    addMicros(MetricName.LEDGER_IN_TASK, lines.inTaskNanos() / requests);
    addMicros(MetricName.LEDGER_HAND_OFF, lines.handOffNanos() / requests);
    addMicros(MetricName.LEDGER_RAMP_UP, lines.rampUpNanos() / requests);
    addMicros(MetricName.LEDGER_GATHER, lines.gatherNanos() / requests);
    addMicros(MetricName.LEDGER_IMBALANCE, lines.imbalanceNanos() / requests);
    addMicros(MetricName.LEDGER_UNUSED, lines.unusedNanos() / requests);
    add(MetricName.LEDGER_CLOSURE_ERROR, slots.worstClosureError() * HUNDRED);
  }

  private void addSlotStates(LedgerTotals slots) {
    OptionalLong running = reading(Kind.SLOTS_RUNNING);
    OptionalLong runnable = reading(Kind.SLOTS_RUNNABLE);
    if (running.isPresent() && runnable.isPresent()) {
      SlotStates.of(slots, running.getAsLong(), runnable.getAsLong())
          .ifPresent(
              states -> {
                addMicros(MetricName.SLOTS_RUNNING, states.runningNanos() / requests);
                addMicros(MetricName.SLOTS_RUNNABLE, states.runnableNanos() / requests);
                addMicros(MetricName.SLOTS_BLOCKED, states.blockedNanos() / requests);
                addMicros(MetricName.SLOTS_EMPTY, states.emptyNanos() / requests);
              });
    }
  }

  private void addCpu() {
    CpuLedger cpu =
        new CpuLedger(
            Runtime.getRuntime().availableProcessors(),
            results.makespanNanos(),
            new Clock(reading(Kind.DRIVER), reading(Kind.DRIVER_COMPILERS)),
            new Clock(reading(Kind.WORKERS), reading(Kind.WORKER_COMPILERS)),
            reading(Kind.STUB));
    addPerRequest(MetricName.CPU_CLIENT, cpu.clientNanos());
    addPerRequest(MetricName.CPU_DRIVER, cpu.driver().nanos());
    addPerRequest(MetricName.CPU_WORKERS, cpu.workers().nanos());
    addPerRequest(MetricName.CPU_STUB, cpu.stubNanos());
    addPerRequest(MetricName.CPU_COMPILERS, cpu.compilerNanos());
    addPerRequest(MetricName.CPU_REST, cpu.restNanos());
    if (results.contender().usesStub()) {
      addStub(cpu);
    }
  }

  private void addStub(CpuLedger cpu) {
    OptionalDouble share = cpu.stubShareOfOneProcessor();
    if (share.isPresent()) {
      add(MetricName.STUB_BUSY, share.getAsDouble() * HUNDRED);
    }
    StubConfig config = Servers.config(results.contender());
    long error = results.server().delayErrorNanos();
    double late = Math.max(LATE_NANOS, LATE_SHARE * meanDelayNanos(config));
    boolean limited = cpu.isStubBusy() || error > late;
    add(MetricName.STUB_DELAY_ERROR, error / NANOS_PER_MICRO);
    add(MetricName.STUB_LIMITED, limited ? 1 : 0);
  }

  private double meanDelayNanos(StubConfig config) {
    return IntStream.range(0, results.contender().requests())
        .mapToLong(config::delayNanosOf)
        .average()
        .orElseThrow();
  }

  private OptionalLong reading(Kind kind) {
    return results.readings().sum(kind);
  }

  private void addScheduler() {
    addCounted(MetricName.SWITCHES_VOLUNTARY, 1, Kind.VOLUNTARY_SWITCHES);
    addCounted(MetricName.SWITCHES_INVOLUNTARY, 1, Kind.INVOLUNTARY_SWITCHES);
    addCounted(MetricName.RUN_QUEUE_WAIT, NANOS_PER_MICRO, Kind.RUN_QUEUE_WAIT);
  }

  private void addCounted(MetricName metric, double divisor, Kind kind) {
    OptionalLong counted = reading(kind);
    if (counted.isPresent()) {
      add(metric, counted.getAsLong() / divisor / requests);
    }
  }

  private void addChannel(ChannelTally channel) {
    if (channel.messages() == 0) {
      return;
    }
    add(MetricName.CHANNEL_FRAMES, channel.messages() / requests);
    add(MetricName.CHANNEL_BYTES, channel.bytes() / requests);
    addMicros(MetricName.HAND_OFF_ENCODE, channel.encodeNanos() / requests);
    addMicros(MetricName.HAND_OFF_TRANSFER, channel.transferNanos() / requests);
    addMicros(MetricName.HAND_OFF_DECODE, channel.decodeNanos() / requests);
    if (channel.queueNanos() > 0) {
      addMicros(MetricName.HAND_OFF_QUEUE, channel.queueNanos() / requests);
    }
  }

  private void addLatency(Histogram nanos) {
    addMicros(MetricName.LATENCY_P50, (double) nanos.getValueAtPercentile(50));
    addMicros(MetricName.LATENCY_P90, (double) nanos.getValueAtPercentile(90));
    addMicros(MetricName.LATENCY_P99, (double) nanos.getValueAtPercentile(99));
    addMicros(MetricName.LATENCY_MAX, (double) nanos.getMaxValue());
  }

  private void addPerRequest(MetricName metric, OptionalLong nanos) {
    nanos.ifPresent(known -> addMicros(metric, known / requests));
  }

  private void addMicros(MetricName metric, double nanos) {
    add(metric, nanos / NANOS_PER_MICRO);
  }

  private void add(MetricName metric, double value) {
    figures.add(new Figure(metric, value));
  }
}
