package fanout.run;

import static java.util.Objects.requireNonNull;

import fanout.ledger.ChannelTally;
import fanout.os.Counts;
import fanout.os.CpuClock;
import fanout.os.SchedulerCounters;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The clocks and counters of a contender's processes during its batches, summed. What the platform
 * cannot tell of one batch is unknown for all, never 0.
 */
final class Readings {
  /** The clocks and counters that are read. */
  enum Kind {
    /** Processor time of the process that issues the batches, compilers included. */
    DRIVER,
    /** Processor time of all worker processes, compilers included. */
    WORKERS,
    /** Processor time of the stub's process. */
    STUB,
    /** Processor time of the driver's compilers. */
    DRIVER_COMPILERS,
    /** Processor time of the workers' compilers. */
    WORKER_COMPILERS,
    /** Voluntary context switches of driver and workers. */
    VOLUNTARY_SWITCHES,
    /** Involuntary ones. */
    INVOLUNTARY_SWITCHES,
    /** Time of their threads in the scheduler's queue. */
    RUN_QUEUE_WAIT,
    /** Time of the slots' threads on a processor. */
    SLOTS_RUNNING,
    /** Their time in the scheduler's queue. */
    SLOTS_RUNNABLE
  }

  /**
   * One moment.
   *
   * @param clocks nanoseconds of processor time
   * @param counters of the driver, then of each worker
   * @param channel what has gone through the channels
   */
  private record Moment(
      Map<Kind, OptionalLong> clocks, List<SchedulerCounters> counters, ChannelTally channel) {}

  private final OpenStrategy strategy;
  private final Map<Kind, OptionalLong> sums = new EnumMap<>(Kind.class);
  private ChannelTally channel = ChannelTally.ZERO;
  private Moment before = new Moment(Map.of(), List.of(), ChannelTally.ZERO);

  Readings(OpenStrategy strategy) {
    this.strategy = strategy;
    reset();
  }

  void reset() {
    for (Kind kind : Kind.values()) {
      sums.put(kind, OptionalLong.of(0));
    }
    channel = ChannelTally.ZERO;
  }

  /** Reads everything before a batch; the clocks last, as close to the batch as can be. */
  void beforeBatch() {
    List<SchedulerCounters> counters = counters();
    ChannelTally tally = strategy.fanOut().channelTally();
    before = new Moment(clocks(), counters, tally);
  }

  /** Reads everything after a batch, the clocks first, and adds what passed. */
  void afterBatch() {
    clocks()
        .forEach(
            (kind, now) ->
                add(kind, Counts.difference(now, requireNonNull(before.clocks.get(kind)))));
    List<SchedulerCounters> now = counters();
    List<SchedulerCounters> passed = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      passed.add(now.get(i).since(before.counters.get(i)));
    }
    add(Kind.VOLUNTARY_SWITCHES, sum(passed, SchedulerCounters::voluntarySwitches));
    add(Kind.INVOLUNTARY_SWITCHES, sum(passed, SchedulerCounters::involuntarySwitches));
    List<SchedulerCounters> compilers =
        passed.stream().map(SchedulerCounters::ofCompilers).toList();
    add(Kind.DRIVER_COMPILERS, compilers.getFirst().runNanos());
    add(
        Kind.WORKER_COMPILERS,
        sum(compilers.subList(1, compilers.size()), SchedulerCounters::runNanos));
    add(Kind.RUN_QUEUE_WAIT, sum(passed, SchedulerCounters::runQueueWaitNanos));
    List<SchedulerCounters> slots = slots(passed);
    add(Kind.SLOTS_RUNNING, sum(slots, SchedulerCounters::runNanos));
    add(Kind.SLOTS_RUNNABLE, sum(slots, SchedulerCounters::runQueueWaitNanos));
    channel = channel.plus(strategy.fanOut().channelTally().minus(before.channel));
  }

  /** Returns the sum of one kind; empty if it could not be told for one batch. */
  OptionalLong sum(Kind kind) {
    return sums.getOrDefault(kind, OptionalLong.empty());
  }

  /** Returns what went through the channels during batches. */
  ChannelTally channel() {
    return channel;
  }

  private Map<Kind, OptionalLong> clocks() {
    Map<Kind, OptionalLong> clocks = new EnumMap<>(Kind.class);
    clocks.put(Kind.DRIVER, CpuClock.ownNanos());
    clocks.put(Kind.WORKERS, sum(strategy.fanOut().workerPids(), CpuClock::nanos));
    clocks.put(Kind.STUB, stubNanos());
    return clocks;
  }

  /** Of a server that is not ours nothing can be told; without a network there is none. */
  private OptionalLong stubNanos() {
    if (strategy.stub().isPresent()) {
      return CpuClock.nanos(strategy.stub().get().process().pid());
    }
    return strategy.asksOthers() ? OptionalLong.empty() : OptionalLong.of(0);
  }

  /** In each worker process, else in this one, the threads that are slots. */
  private List<SchedulerCounters> slots(List<SchedulerCounters> processes) {
    String threads = strategy.fanOut().slotThreads();
    if (threads.isEmpty()) {
      return List.of(SchedulerCounters.unknown());
    }
    List<SchedulerCounters> holders =
        processes.size() > 1 ? processes.subList(1, processes.size()) : processes;
    return holders.stream().map(process -> process.ofThreads(threads)).toList();
  }

  private List<SchedulerCounters> counters() {
    List<SchedulerCounters> counters = new ArrayList<>();
    counters.add(SchedulerCounters.own());
    strategy.fanOut().workerPids().forEach(pid -> counters.add(SchedulerCounters.of(pid)));
    return counters;
  }

  private void add(Kind kind, OptionalLong passed) {
    sums.merge(kind, passed, (sum, more) -> Counts.sum(Stream.of(sum, more)));
  }

  private static <T> OptionalLong sum(List<T> parts, Function<T, OptionalLong> value) {
    return Counts.sum(parts.stream().map(value));
  }
}
