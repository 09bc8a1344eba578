package fanout.process;

/**
 * The channels by which a pool's workers are reached.
 *
 * @param kind what carries frames
 * @param window the most frames of work that a worker has been handed and has not answered, the one
 *     it is at among them, from 1 to {@link #MAX_WINDOW}; above 1 a worker that finishes one has
 *     the next at hand. It stays one slot: it works on one at a time. All but the oldest have at
 *     most 4096 bytes together. Where a call of the pool has a time limit, only frames of that call
 *     are in the window together
 */
public record ChannelSpec(ChannelKind kind, int window) {
  /** The largest window: so many chunks of one request fit into the smallest pipe. */
  public static final int MAX_WINDOW = 128;

  /** Pipes, and one frame of work at a time. */
  public static final ChannelSpec DEFAULT = new ChannelSpec(ChannelKind.PIPE, 1);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the window is out of its range
   */
  public ChannelSpec {
    if (window < 1 || window > MAX_WINDOW) {
      throw new IllegalArgumentException(
          "window must be from 1 to " + MAX_WINDOW + ", was " + window);
    }
  }
}
