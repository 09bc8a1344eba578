package fanout.run;

import fanout.os.Capacity;
import fanout.os.Resource;
import fanout.process.WorkerNeeds;
import fanout.strategy.Strategy;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Refuses what the machine cannot give, with the limit, what is needed and how to raise it. */
final class ResourceCheck {
  /** The files of a JVM by itself: its image, the jars, the epoll instances, with some to spare. */
  private static final int JVM_FILES = 200;

  /** Threads of a fork and its stub. */
  private static final int JVM_THREADS = 50;

  /** What a fork and its stub have resident, by experience and rounded up. */
  private static final long JVM_MEBIBYTES = 256;

  /** Left for connections that are still being closed, and for other programs. */
  private static final int PORTS_KEPT = 200;

  /** A TCP port number has 16 bits, and the first 1024 are for services. */
  private static final int MOST_PORTS = 65_535 - 1024;

  /** Left for the threads of everything else on the machine. */
  private static final int THREADS_KEPT = 1000;

  private static final int MAPPINGS_PER_THREAD = 2;
  private static final int MAPPINGS_KEPT = 2000;
  private static final long MEBI = 1 << 20;

  /** A collector that moves objects needs room to move them to. */
  private static final double HEAP_USABLE = 0.7;

  /** The six times, and what the books sort, for each request. */
  private static final int LEDGER_BYTES = 64;

  /** A request's outcome, its future, its task, and its place in a queue. */
  private static final int TASK_BYTES = 200;

  /** The same with a virtual thread and its stack, as far as it has got when it waits. */
  private static final int VIRTUAL_TASK_BYTES = 900;

  /** Those that have a platform thread in each slot. */
  private static final Set<String> THREADED =
      Set.of(
          Strategy.THREAD_POOL.name(),
          Strategy.THREAD_PER_REQUEST.name(),
          Strategy.ORACLE_THREADS.name(),
          Strategy.ORACLE_SHARED.name(),
          Strategy.OKHTTP_ENQUEUE.name(),
          Strategy.HTTP2_ONE_CONNECTION.name());

  private final Capacity capacity;
  private final OptionalLong heapBytes;

  /**
   * Makes a check.
   *
   * @param capacity what a fork and its children can have
   * @param heapBytes the largest heap of a fork; empty if it is given one of its own
   */
  ResourceCheck(Capacity capacity, OptionalLong heapBytes) {
    this.capacity = capacity;
    this.heapBytes = heapBytes;
  }

  /**
   * Checks a whole run.
   *
   * @throws BadOptionException if one of its variants needs more than there is
   */
  void require(RunPlan plan) {
    plan.contenders().forEach(this::require);
  }

  /**
   * Checks one variant.
   *
   * @throws BadOptionException if it needs more than there is
   */
  void require(Contender contender) {
    capacity
        .shortage(needs(contender))
        .ifPresent(
            shortage -> {
              throw new BadOptionException(
                  "concurrency=%d needs %d %s, the limit here is %d: %s, or lower concurrency"
                      .formatted(
                          contender.slots(),
                          shortage.needed(),
                          shortage.resource().noun(),
                          shortage.available(),
                          remedy(shortage)));
            });
    requireHeap(contender);
  }

  private static String remedy(Capacity.Shortage shortage) {
    return shortage.resource() == Resource.PORTS && shortage.needed() > MOST_PORTS
        ? "no machine has so many to one server, or use an exchange without sockets"
        : shortage.resource().remedy(shortage.needed());
  }

  private static Map<Resource, Long> needs(Contender contender) {
    long slots = contender.slots();
    boolean workers = contender.usesWorkers();
    long connections = connections(contender);
    long threads = JVM_THREADS + threads(contender);
    long descriptors = workers ? WorkerNeeds.DESCRIPTORS * slots : 0;
    Map<Resource, Long> needs = new EnumMap<>(Resource.class);
    needs.put(Resource.FILES, JVM_FILES + Math.max(connections, descriptors));
    needs.put(Resource.PORTS, connections == 0 ? 0 : connections + PORTS_KEPT);
    needs.put(Resource.USER_THREADS, threads + THREADS_KEPT);
    needs.put(Resource.THREAD_NUMBERS, threads + THREADS_KEPT);
    needs.put(Resource.KERNEL_THREADS, threads + THREADS_KEPT);
    needs.put(Resource.GROUP_THREADS, threads);
    needs.put(Resource.MEMORY_MIB, JVM_MEBIBYTES + (workers ? slots * WorkerNeeds.MEBIBYTES : 0));
    if (!workers) {
      needs.put(Resource.MAPPINGS, MAPPINGS_PER_THREAD * threads + MAPPINGS_KEPT);
    }
    return needs;
  }

  private static long connections(Contender contender) {
    if (!contender.exchange().usesNetwork()) {
      return 0;
    }
    boolean shared = contender.strategy().name().equals(Strategy.HTTP2_ONE_CONNECTION.name());
    return shared ? 1 : contender.slots();
  }

  private static long threads(Contender contender) {
    if (contender.usesWorkers()) {
      return (long) WorkerNeeds.THREADS * contender.slots();
    }
    return THREADED.contains(contender.strategy().name()) ? contender.slots() : 0;
  }

  private void requireHeap(Contender contender) {
    boolean virtual = contender.strategy().name().equals(Strategy.VIRTUAL_THREADS.name());
    long each = (long) LEDGER_BYTES + (virtual ? VIRTUAL_TASK_BYTES : TASK_BYTES);
    long needed = each * contender.requests();
    if (heapBytes.isPresent() && needed > HEAP_USABLE * heapBytes.getAsLong()) {
      throw new BadOptionException(
          ("requests=%d needs about %d MiB of heap, a fork has %d: start"
                  + " with java -Xmx%dm, which forks inherit, or lower requests")
              .formatted(
                  contender.requests(),
                  needed / MEBI,
                  heapBytes.getAsLong() / MEBI,
                  Math.round(needed / HEAP_USABLE / MEBI)));
    }
  }
}
