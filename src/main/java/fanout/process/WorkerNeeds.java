package fanout.process;

/**
 * What one worker takes of the machine while it does nothing: the figures by which it is told
 * beforehand whether there is room. What requests and tasks take comes on top.
 */
public final class WorkerNeeds {
  /** Descriptors in the parent: three pipes, or a socket and two; and one while it is started. */
  public static final int DESCRIPTORS = 4;

  /** What a worker of this program has resident, by experience and rounded up. */
  public static final long BYTES = 64L << 20;

  /**
   * Threads of a JVM with the serial collector on a machine of some processors, compilers included,
   * and of its lane.
   */
  public static final int THREADS = 24;

  private WorkerNeeds() {}
}
