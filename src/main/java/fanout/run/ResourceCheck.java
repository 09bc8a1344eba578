package fanout.run;

import fanout.os.MachineLimits;
import fanout.process.WorkerNeeds;
import java.util.OptionalLong;

/** Refuses what the machine cannot give, with the limit, what is needed and how to raise it. */
final class ResourceCheck {
  /** Left for connections that are still being closed, and for other programs. */
  private static final int PORTS_KEPT = 200;

  /** Left for the threads of everything else on the machine. */
  private static final int THREADS_KEPT = 1000;

  private static final int MAPPINGS_PER_THREAD = 2;
  private static final int MAPPINGS_KEPT = 2000;
  private static final long MEBI = 1 << 20;

  /** A collector that moves objects needs room to move them to. */
  private static final double HEAP_USABLE = 0.7;

  private final MachineLimits limits;

  ResourceCheck(MachineLimits limits) {
    this.limits = limits;
  }

  /**
   * Checks a whole run.
   *
   * @throws BadOptionException if one of its variants needs more than there is
   */
  void require(RunPlan plan) {
    for (Contender contender : plan.contenders()) {
      require(ResourceNeeds.of(contender));
    }
  }

  /**
   * Checks one variant.
   *
   * @throws BadOptionException if it needs more than there is
   */
  void require(ResourceNeeds needs) {
    requireSockets(needs);
    requireThreads(needs);
    requireMemory(needs);
  }

  private void requireSockets(ResourceNeeds needs) {
    String more = "raise the hard limit (ulimit -Hn %d as root, or nofile in limits.conf)";
    refuse(needs, needs.files(), limits.files(), "open files in one process", more);
    if (needs.ports() > 0) {
      String range = "widen the range (sysctl -w net.ipv4.ip_local_port_range='1024 65535')";
      refuse(
          needs,
          needs.ports() + PORTS_KEPT,
          limits.ports(),
          "local ports to one server",
          needs.ports() + PORTS_KEPT > 65_535 - 1024
              ? "no machine has so many to one server, or use an exchange without sockets"
              : range);
    }
  }

  private void requireThreads(ResourceNeeds needs) {
    long threads = needs.threads() + THREADS_KEPT;
    refuse(needs, threads, limits.userThreads(), "threads of one user", "raise ulimit -u %d");
    refuse(
        needs,
        threads,
        limits.threadNumbers(),
        "thread numbers",
        "raise it (sysctl -w kernel.pid_max=%d)");
    refuse(
        needs,
        threads,
        limits.kernelThreads(),
        "threads in the kernel",
        "raise it (sysctl -w kernel.threads-max=%d)");
    if (needs.processes() == 0) {
      refuse(
          needs,
          MAPPINGS_PER_THREAD * needs.threads() + MAPPINGS_KEPT,
          limits.mappings(),
          "memory mappings in one process",
          "raise it (sysctl -w vm.max_map_count=%d)");
    }
  }

  private void requireMemory(ResourceNeeds needs) {
    refuse(
        needs,
        needs.processes() * WorkerNeeds.BYTES / MEBI,
        mebi(limits.memoryBytes()),
        "MiB of free memory for worker processes",
        "have %d MiB free");
    if (limits.heapBytes().isPresent()
        && needs.heapBytes() > HEAP_USABLE * limits.heapBytes().getAsLong()) {
      throw new BadOptionException(
          ("requests=%d needs about %d MiB of heap, a fork has %d: start"
                  + " with java -Xmx%dm, which forks inherit, or lower requests")
              .formatted(
                  needs.requests(),
                  needs.heapBytes() / MEBI,
                  limits.heapBytes().getAsLong() / MEBI,
                  Math.round(needs.heapBytes() / HEAP_USABLE / MEBI)));
    }
  }

  private static OptionalLong mebi(OptionalLong bytes) {
    return bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() / MEBI) : OptionalLong.empty();
  }

  private static void refuse(
      ResourceNeeds needs, long needed, OptionalLong limit, String what, String remedy) {
    if (limit.isPresent() && needed > limit.getAsLong()) {
      throw new BadOptionException(
          "concurrency=%d needs %d %s, the limit here is %d: %s, or lower concurrency"
              .formatted(
                  needs.concurrency(),
                  needed,
                  what,
                  limit.getAsLong(),
                  remedy.contains("%d") ? remedy.formatted(needed) : remedy));
    }
  }
}
