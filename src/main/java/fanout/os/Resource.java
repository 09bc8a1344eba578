package fanout.os;

/** Something of which a machine has only so much. */
public enum Resource {
  /** Open files of one process, after the JVM has raised its own limit as far as it may. */
  FILES(
      "open files in one process",
      "raise the hard limit (ulimit -Hn %d as root, or nofile in limits.conf)"),
  PORTS(
      "local ports to one server",
      "widen the range (sysctl -w net.ipv4.ip_local_port_range='1024 65535')"),
  /** Threads of this user, whatever else runs for the same user. */
  USER_THREADS("threads of one user", "raise ulimit -u %d"),
  THREAD_NUMBERS("thread numbers", "raise it (sysctl -w kernel.pid_max=%d)"),
  KERNEL_THREADS("threads in the kernel", "raise it (sysctl -w kernel.threads-max=%d)"),
  /** Threads that this process's control group may still start. */
  GROUP_THREADS("threads more in this control group", "let pids.max leave %d"),
  /** Memory mappings of one process, of which a thread's stack takes two. */
  MAPPINGS("memory mappings in one process", "raise it (sysctl -w vm.max_map_count=%d)"),
  /** Memory that is free or can be freed, on the machine and in this process's control group. */
  MEMORY_MIB("MiB of free memory", "have %d MiB free");

  private final String noun;
  private final String remedy;

  Resource(String noun, String remedy) {
    this.noun = noun;
    this.remedy = remedy;
  }

  /** Returns what is counted, in the plural. */
  public String noun() {
    return noun;
  }

  /**
   * Returns how to have more.
   *
   * @param needed how much it must be
   */
  public String remedy(long needed) {
    return remedy.contains("%d") ? remedy.formatted(needed) : remedy;
  }
}
