package fanout.process;

import fanout.process.Frame.Call;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of a task, on its way to a worker and back as results. */
abstract class Order {
  private final @Nullable Job job;
  private @Nullable Call call;

  /**
   * Makes an order.
   *
   * @param job which it is a part of; {@code null} if it was never dispatched
   */
  Order(@Nullable Job job) {
    this.job = job;
  }

  final @Nullable Job job() {
    return job;
  }

  /** Returns how long a worker may take for it, or {@code null}. */
  final @Nullable Duration limit() {
    return job == null ? null : job.limit();
  }

  /**
   * Returns the call, encoded when this is first asked for.
   *
   * @throws EncodingException if it cannot be encoded
   */
  final Call call() {
    Call made = call;
    if (made == null) {
      made = encode();
      call = made;
    }
    return made;
  }

  abstract Call encode();

  /**
   * Takes the results; must not throw.
   *
   * @param results one for each argument
   */
  abstract void returned(List<byte[]> results);

  /** Takes the news that there will be no results; must not throw. */
  abstract void failed(RuntimeException why);
}
