package fanout.results;

import java.util.List;

/**
 * The secondary metrics that this program's results hold: the one place for their names, units and
 * meanings. Times and counts of a request are means over the requests of all batches.
 */
public enum MetricName {
  /** Processor time of everything that issues requests, without that of the compilers. */
  CPU_CLIENT("cpu.client", Unit.MICROS_PER_REQUEST, "processor time of driver and workers"),
  /** The part of {@link #CPU_CLIENT} in the process that holds the strategy. */
  CPU_DRIVER("cpu.driver", Unit.MICROS_PER_REQUEST, "processor time of the JVM that fans out"),
  CPU_WORKERS("cpu.workers", Unit.MICROS_PER_REQUEST, "processor time of the worker processes"),
  /** The time of the compilers of driver and workers, which {@link #CPU_CLIENT} leaves out. */
  CPU_COMPILERS("cpu.compilers", Unit.MICROS_PER_REQUEST, "processor time of the JIT compilers"),
  CPU_STUB("cpu.stub", Unit.MICROS_PER_REQUEST, "processor time of the server"),
  /** Processor time that nobody used, or that other programs did. */
  CPU_REST("cpu.rest", Unit.MICROS_PER_REQUEST, "processors idle or elsewhere"),

  /** Slot time on a processor. The four states add up to c·W ÷ N; virtual threads have none. */
  SLOTS_RUNNING("slots.running", Unit.MICROS_PER_REQUEST, "slot time on a processor"),
  SLOTS_RUNNABLE("slots.runnable", Unit.MICROS_PER_REQUEST, "slot time waiting for a processor"),
  /** Slot time in an exchange, less all time that needed a processor, in exchanges or not. */
  SLOTS_BLOCKED("slots.blocked", Unit.MICROS_PER_REQUEST, "slot time waiting for the server"),
  SLOTS_EMPTY("slots.empty", Unit.MICROS_PER_REQUEST, "slot time outside of exchanges"),

  /** Slot time inside the exchange. The seven lines add up to c·W ÷ N. */
  LEDGER_SERVICE("ledger.service", Unit.MICROS_PER_REQUEST, "slot time from sent to received"),
  LEDGER_IN_TASK(
      "ledger.in-task", Unit.MICROS_PER_REQUEST, "slot time right before and after that"),
  LEDGER_HAND_OFF("ledger.hand-off", Unit.MICROS_PER_REQUEST, "slot time between two requests"),
  LEDGER_RAMP_UP("ledger.ramp-up", Unit.MICROS_PER_REQUEST, "slot time before the first request"),
  LEDGER_GATHER("ledger.gather", Unit.MICROS_PER_REQUEST, "slot time after the last reply of all"),
  /** Slot time between a slot's last reply and the last of all. */
  LEDGER_IMBALANCE("ledger.imbalance", Unit.MICROS_PER_REQUEST, "slot time without work left"),
  LEDGER_UNUSED("ledger.unused", Unit.MICROS_PER_REQUEST, "time of slots never used"),
  /** The worst batch's difference between c·W and the sum of its lines. */
  LEDGER_CLOSURE_ERROR("ledger.closure-error", Unit.PERCENT, "what the slot ledger fails to book"),

  /**
   * Time from a request's first byte to its reply's last, median; the batch is closed. Of this and
   * other percentiles a result's metrics have the mean over iterations, its histograms the whole.
   */
  LATENCY_P50("latency.p50", Unit.MICROS, "half of the requests took no longer"),
  /** Its 90th percentile. */
  LATENCY_P90("latency.p90", Unit.MICROS, "90 % took no longer"),
  /** Its 99th percentile. */
  LATENCY_P99("latency.p99", Unit.MICROS, "99 % took no longer"),
  /** The longest. */
  LATENCY_MAX("latency.max", Unit.MICROS, "the longest"),

  SWITCHES_VOLUNTARY("switches.voluntary", Unit.PER_REQUEST, "context switches by waiting"),
  SWITCHES_INVOLUNTARY("switches.involuntary", Unit.PER_REQUEST, "context switches by preemption"),
  RUN_QUEUE_WAIT("run-queue.wait", Unit.MICROS_PER_REQUEST, "threads waiting for a processor"),

  CONNECTIONS_NEW("connections.new", Unit.PER_REQUEST, "connections opened"),
  CHANNEL_FRAMES("channel.frames", Unit.PER_REQUEST, "frames between driver and workers"),
  CHANNEL_BYTES("channel.bytes", Unit.BYTES_PER_REQUEST, "bytes between driver and workers"),
  HAND_OFF_ENCODE("hand-off.encode", Unit.MICROS_PER_REQUEST, "writing frames"),
  HAND_OFF_TRANSFER("hand-off.transfer", Unit.MICROS_PER_REQUEST, "frames on their way"),
  HAND_OFF_DECODE("hand-off.decode", Unit.MICROS_PER_REQUEST, "reading frames"),
  HAND_OFF_QUEUE("hand-off.queue", Unit.MICROS_PER_REQUEST, "requests queued in workers"),

  STUB_BUSY("stub.busy", Unit.PERCENT, "the stub server's share of one processor"),
  STUB_LIMITED("stub.limited", Unit.FLAG, "the stub server was the limit"),
  /** The delay of the stub's answers beyond what was asked, 99th percentile. */
  STUB_DELAY_ERROR("stub.delay-error.p99", Unit.MICROS, "the stub's lateness, 99th percentile"),
  /** 1 if warm-up ended at its limit and not because the score stood still, else 0. */
  WARM_LIMIT("warm.limit", Unit.FLAG, "warm-up reached its limit"),

  /** First reply of a batch that starts its own processes. All cold times count from nothing. */
  COLD_FIRST_REPLY("cold.first-reply", Unit.MILLIS, "first reply of all"),
  COLD_ALL_FIRST_REPLIES("cold.all-first-replies", Unit.MILLIS, "each worker's first reply"),
  COLD_LAST_REPLY("cold.last-reply", Unit.MILLIS, "last reply of all"),
  COLD_JOIN("cold.join", Unit.MILLIS, "from the last reply to the end of all workers"),
  COLD_PROCESS_START("cold.stage.process-start", Unit.MILLIS, "until the process runs"),
  COLD_JVM_START("cold.stage.jvm-start", Unit.MILLIS, "until the JVM runs the program"),
  COLD_CLASS_LOADING("cold.stage.class-loading", Unit.MILLIS, "until the client is open"),
  COLD_FIRST_EXCHANGE("cold.stage.first-exchange", Unit.MILLIS, "the first exchange"),
  COLD_FURTHER_REQUESTS("cold.stage.further-requests", Unit.MILLIS, "all further exchanges"),
  COLD_STEADY("cold.steady", Unit.MICROS_PER_REQUEST, "second half of the requests"),
  COLD_CPU_TO_FIRST("cold.cpu.to-first", Unit.MILLIS, "workers' processor time to the first reply"),
  COLD_CPU_TO_LAST("cold.cpu.to-last", Unit.MILLIS, "workers' processor time to the last reply"),
  COLD_CPU_CALLER("cold.cpu.caller", Unit.MILLIS, "the caller's processor time");

  /** The four states of a slot. */
  public static final List<MetricName> SLOT_STATES =
      List.of(SLOTS_RUNNING, SLOTS_RUNNABLE, SLOTS_BLOCKED, SLOTS_EMPTY);

  /** The percentiles of the latency. */
  public static final List<MetricName> LATENCIES =
      List.of(LATENCY_P50, LATENCY_P90, LATENCY_P99, LATENCY_MAX);

  /** The units of this program's own metrics. */
  public enum Unit {
    MICROS_PER_REQUEST("us/request"),
    PER_REQUEST("1/request"),
    BYTES_PER_REQUEST("B/request"),
    MICROS("us"),
    MILLIS("ms"),
    PERCENT("%"),
    /** 0 or 1. */
    FLAG("flag");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    /** Returns the unit as result files have it. */
    public String text() {
      return text;
    }
  }

  private final String key;
  private final Unit unit;
  private final String meaning;

  MetricName(String key, Unit unit, String meaning) {
    this.key = key;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Returns the name in a result file, such as {@code cpu.client}. */
  public String key() {
    return key;
  }

  /** Returns the unit in a result file, such as {@code us/request}. */
  public String unit() {
    return unit.text();
  }

  /** Returns a few words for people. */
  public String meaning() {
    return meaning;
  }
}
