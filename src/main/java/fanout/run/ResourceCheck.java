package fanout.run;

import fanout.os.Capacity;
import fanout.os.Resource;
import fanout.process.WorkerNeeds;
import fanout.strategy.Strategy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Refuses what the machine cannot give, with the limit, what is needed and how to raise it.
 *
 * @param capacity what a fork and its children can have
 * @param heapBytes the largest heap of a fork; empty if it is given one of its own
 */
record ResourceCheck(Capacity capacity, OptionalLong heapBytes) {
  /** The files of a JVM by itself: its image, the jars, the epoll instances, with some to spare. */
  private static final int JVM_FILES = 200;

  /** Threads of a fork and its stub. */
  private static final int JVM_THREADS = 50;

  /** The resident memory of a fork and its stub, by experience and rounded up. */
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

  /**
   * Checks all groups of a run.
   *
   * @throws BadOptionException if one of them needs more than there is
   */
  void require(RunPlan plan) {
    plan.legs().forEach(leg -> leg.group().ifPresent(group -> require(group.contenders())));
  }

  /**
   * Checks contenders that are open at once.
   *
   * @throws BadOptionException if they need more than there is
   */
  void require(List<Contender> together) {
    capacity
        .shortage(needs(together))
        .ifPresent(
            shortage -> {
              throw new BadOptionException(
                  "%s needs %d %s, the limit here is %d: %s, or lower concurrency%s"
                      .formatted(
                          subject(together),
                          shortage.needed(),
                          shortage.resource().noun(),
                          shortage.available(),
                          remedy(shortage),
                          together.size() > 1 ? ", or add --isolated" : ""));
            });
    together.forEach(this::requireHeap);
  }

  private static String subject(List<Contender> together) {
    int most = together.stream().mapToInt(Contender::slots).max().orElseThrow();
    return "concurrency=%d".formatted(most)
        + (together.size() > 1 ? " in %d contenders at once".formatted(together.size()) : "");
  }

  private static String remedy(Capacity.Shortage shortage) {
    return shortage.resource() == Resource.PORTS && shortage.needed() > MOST_PORTS
        ? "no machine has so many to one server, or use an exchange without sockets"
        : shortage.resource().remedy(shortage.needed());
  }

  /** Returns what contenders take of the machine that are open at once in one fork. */
  static Map<Resource, Long> needs(List<Contender> together) {
    long workers = workers(together);
    long connections = connections(together, true);
    long ownConnections = connections(together, false);
    long ownThreads = JVM_THREADS + ownThreads(together);
    long threads = ownThreads + WorkerNeeds.THREADS * workers;
    Map<Resource, Long> needs = new EnumMap<>(Resource.class);
    needs.put(Resource.FILES, JVM_FILES + ownConnections + WorkerNeeds.DESCRIPTORS * workers);
    needs.put(Resource.PORTS, connections == 0 ? 0 : connections + PORTS_KEPT);
    needs.put(Resource.USER_THREADS, threads + THREADS_KEPT);
    needs.put(Resource.THREAD_NUMBERS, threads + THREADS_KEPT);
    needs.put(Resource.KERNEL_THREADS, threads + THREADS_KEPT);
    needs.put(Resource.GROUP_THREADS, threads);
    needs.put(Resource.MAPPINGS, MAPPINGS_PER_THREAD * ownThreads + MAPPINGS_KEPT);
    needs.put(Resource.MEMORY_MIB, JVM_MEBIBYTES + WorkerNeeds.MEBIBYTES * workers);
    return needs;
  }

  /** Counts worker processes; contenders that ask the same server in the same way share them. */
  static long workers(List<Contender> together) {
    return sum(together.stream().filter(Contender::usesWorkers), ResourceCheck::pool);
  }

  /** Counts connections, with or without those of worker processes. */
  static long connections(List<Contender> together, boolean ofWorkers) {
    long all =
        sum(
            together.stream().filter(one -> !one.usesWorkers() && one.exchange().usesNetwork()),
            Contender::opening);
    return ofWorkers
        ? all
            + sum(
                together.stream().filter(one -> one.usesWorkers() && one.exchange().usesNetwork()),
                ResourceCheck::pool)
        : all;
  }

  private static boolean isThreaded(Contender contender) {
    return contender.strategy() instanceof Strategy own && own.hasPlatformThreads();
  }

  private static long ownThreads(List<Contender> together) {
    return sum(together.stream().filter(ResourceCheck::isThreaded), Contender::opening);
  }

  /** Adds up the slots of what is open: as many as the contender with the most of them has. */
  private static long sum(Stream<Contender> contenders, Function<Contender, Object> opening) {
    Map<Object, Integer> open = new HashMap<>();
    contenders.forEach(one -> open.merge(opening.apply(one), one.slots(), Math::max));
    return open.values().stream().mapToLong(Integer::longValue).sum();
  }

  private static Object pool(Contender contender) {
    return List.of(
        contender.exchange(),
        contender.workers().channels(),
        contender.server().target(),
        Servers.stubOf(contender));
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
