package fanout.strategy;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.ledger.Timeline;
import fanout.process.Feed;
import fanout.process.WorkerDiedException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch on its way through worker processes: which requests a worker gets next, and what became
 * of each.
 */
abstract class WorkerBatch implements Feed<WorkerRequests, WorkerReplies> {
  private final Timeline timeline;
  private final int size;
  private final int workers;
  private final ChannelCounts counts;
  private final @Nullable Outcome[] outcomes;
  private final BitSet handed = new BitSet();
  private volatile boolean over;

  /**
   * Makes a batch.
   *
   * @param size how many messages there will be
   * @param workers how many workers have a part in it, those with the lowest indices
   */
  private WorkerBatch(Timeline timeline, int size, int workers, ChannelCounts counts) {
    this.timeline = timeline;
    this.size = size;
    this.workers = workers;
    this.counts = counts;
    outcomes = new Outcome[timeline.requests()];
  }

  /** Makes a batch of chunks, which go to whichever worker is free. */
  static WorkerBatch inChunks(Timeline timeline, int chunkSize, int workers, ChannelCounts counts) {
    int requests = timeline.requests();
    return new WorkerBatch(timeline, Math.ceilDiv(requests, chunkSize), workers, counts) {
      private int cursor;

      @Override
      int @Nullable [] numbersFor(int worker) {
        int[] numbers = new int[Math.min(chunkSize, requests - cursor)];
        Arrays.setAll(numbers, position -> cursor + position);
        cursor += numbers.length;
        return numbers;
      }
    };
  }

  /**
   * Makes a batch of shares, one for each worker, each in one message unless it is too long for
   * that.
   *
   * @param shares the requests of each worker, by its index; those without a request are empty
   */
  static WorkerBatch inShares(Timeline timeline, int[][] shares, ChannelCounts counts) {
    int messages =
        Arrays.stream(shares).mapToInt(share -> Math.ceilDiv(share.length, Chunk.MAX_SIZE)).sum();
    return new WorkerBatch(timeline, messages, shares.length, counts) {
      private final int[] given = new int[shares.length];

      @Override
      int @Nullable [] numbersFor(int worker) {
        int[] share = shares[worker];
        int from = given[worker];
        int to = Math.min(share.length, from + Chunk.MAX_SIZE);
        given[worker] = to;
        return from == to ? null : Arrays.copyOfRange(share, from, to);
      }
    };
  }

  /** Returns the numbers of the requests that a worker gets next, if there are any for it. */
  abstract int @Nullable [] numbersFor(int worker);

  @Override
  public int size() {
    return size;
  }

  @Override
  public int workersOf(int all) {
    return Math.min(workers, all);
  }

  @Override
  public @Nullable WorkerRequests next(int worker) {
    int[] numbers = worker < workers ? numbersFor(worker) : null;
    if (numbers == null) {
      return null;
    }
    for (int number : numbers) {
      handed.set(number);
    }
    return new WorkerRequests(timeline.isRecording(), numbers, worker);
  }

  @Override
  public void take(WorkerRequests requests, WorkerReplies replies) {
    if (over) {
      return; // the caller was interrupted and has gone
    }
    int[] numbers = requests.numbers();
    if (replies.outcomes().length != numbers.length) {
      throw new IllegalStateException(
          "expected %d outcomes, got %d".formatted(numbers.length, replies.outcomes().length));
    }
    for (int position = 0; position < numbers.length; position++) {
      outcomes[numbers[position]] = replies.outcomes()[position];
    }
    if (replies.moments() != null) {
      replies.placeIn(timeline, 0);
    }
    counts.enter(requests, replies);
  }

  @Override
  public void lost(WorkerRequests requests, WorkerDiedException why) {
    for (int number : requests.numbers()) {
      outcomes[number] = new Failure(number, Failure.Kind.WORKER_DIED, why.summary());
    }
  }

  void end() {
    over = true;
  }

  /** Returns the outcomes by request number, all of which have come. */
  @Nullable Outcome[] outcomes() {
    return outcomes;
  }

  /** Returns the outcomes of a batch that a death has stopped, all of them filled in. */
  List<Outcome> outcomesDespite(WorkerDiedException death) {
    Outcome[] all = new Outcome[outcomes.length];
    for (int number = 0; number < all.length; number++) {
      Outcome own = outcomes[number];
      all[number] = own == null ? missing(number, death) : own;
    }
    return List.of(all);
  }

  private Failure missing(int number, WorkerDiedException death) {
    return handed.get(number)
        ? new Failure(
            number, Failure.Kind.TIMEOUT, "not awaited any longer, since " + death.summary())
        : new Failure(number, Failure.Kind.NOT_ISSUED, death.summary());
  }
}
