package fanout.process;

import fanout.os.JvmCommand;
import fanout.process.Frame.Call;
import fanout.process.ProcessPool.OnWorkerDeath;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a pool: how its workers are started, reached and ended.
 *
 * @param workers how many, at least 1
 * @param command starts one; where it finds its channel comes as its last argument
 * @param channels how they are reached
 * @param initializer what each does before it is ready, or {@code null}
 * @param onWorkerDeath what a death means
 * @param limits of their start and end
 * @param shown whether what they print is printed by this process
 */
record PoolSettings(
    int workers,
    JvmCommand command,
    ChannelSpec channels,
    @Nullable Call initializer,
    OnWorkerDeath onWorkerDeath,
    Limits limits,
    boolean shown) {
  /**
   * The time limits of workers.
   *
   * @param ready how long one may take from its start until it is ready
   * @param close how long they have, together, to end by themselves
   */
  record Limits(Duration ready, Duration close) {}

  /** Returns how many orders a worker may have been sent and not have answered, at least 1. */
  int capacity() {
    return channels.window();
  }
}
