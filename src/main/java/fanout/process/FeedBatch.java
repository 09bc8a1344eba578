package fanout.process;

import fanout.process.Frame.Call;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch whose arguments a {@link Feed} makes, one for each order. */
final class FeedBatch<A, R> extends Batch<A> {
  private final TaskType<A, R> type;
  private final Feed<A, R> feed;
  private final int workers;

  FeedBatch(
      TaskType<A, R> type,
      Feed<A, R> feed,
      int workers,
      @Nullable Duration limit,
      Dispatcher dispatcher) {
    super(feed.size(), limit, dispatcher);
    this.type = type;
    this.feed = feed;
    this.workers = Math.clamp(feed.workersOf(workers), 1, workers);
  }

  @Override
  @Nullable A nextFor(int worker) {
    return feed.next(worker);
  }

  @Override
  int workersOf(int all) {
    return workers;
  }

  @Override
  Call encode(A argument) {
    return type.call(List.of(argument), true);
  }

  @Override
  void take(A argument, List<byte[]> results) {
    feed.take(argument, type.results(results).getFirst());
  }

  @Override
  void lost(A argument, WorkerDiedException why) {
    feed.lost(argument, why);
  }
}
