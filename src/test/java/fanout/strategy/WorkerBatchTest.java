package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.ledger.Timeline;
import fanout.process.Codec;
import fanout.strategy.WorkerReplies.Moments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

final class WorkerBatchTest {
  private final ChannelCounts counts = new ChannelCounts(new AtomicLongArray(3), 3);

  @Test
  void cutsABatchIntoChunksForWhoeverComes() {
    WorkerBatch batch = WorkerBatch.inChunks(Timeline.off(10), 4, 2, counts);
    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.workersOf(10)).as("workers with a part in it").isEqualTo(2);
    assertThat(numbers(batch, 1)).containsExactly(0, 1, 2, 3);
    assertThat(batch.next(2)).as("a worker beyond c").isNull();
    assertThat(numbers(batch, 1)).containsExactly(4, 5, 6, 7);
    assertThat(numbers(batch, 0)).containsExactly(8, 9);
  }

  @Test
  void givesEachWorkerItsOwnShareOnce() {
    int[][] shares = {{0, 3}, {}, {1, 2, 4}};
    WorkerBatch batch = WorkerBatch.inShares(Timeline.off(5), shares, counts);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.next(1)).isNull();
    assertThat(numbers(batch, 2)).containsExactly(1, 2, 4);
    assertThat(batch.next(2)).isNull();
    assertThat(numbers(batch, 0)).containsExactly(0, 3);
  }

  @Test
  void sendsAShareInSeveralMessagesThatOneCannotHold() {
    int[] share = new int[Chunk.MAX_SIZE + 1];
    java.util.Arrays.setAll(share, number -> number);
    WorkerBatch batch =
        WorkerBatch.inShares(Timeline.off(share.length), new int[][] {share}, counts);
    assertThat(batch.size()).isEqualTo(2);
    assertThat(numbers(batch, 0)).hasSize(Chunk.MAX_SIZE);
    assertThat(numbers(batch, 0)).containsExactly(Chunk.MAX_SIZE);
  }

  @Test
  void takesOutcomesAndTimes() throws Exception {
    Timeline timeline = Timeline.recording(2);
    timeline.begin();
    timeline.submittedAll();
    WorkerBatch batch = WorkerBatch.inChunks(timeline, 2, 1, counts);
    WorkerRequests sent = Objects.requireNonNull(batch.next(0));
    WorkerRequests read = travelled(WorkerRequests.CODEC, sent);
    assertThat(read.numbers()).containsExactly(0, 1);
    long now = System.nanoTime();
    WorkerReplies replies =
        new WorkerReplies(
            new Outcome[] {new Reply(0, 200, 32), new Failure(1, Failure.Kind.STATUS, "nö")},
            3,
            new Moments(read.firstNanos(), read.lastNanos(), now, 0),
            new long[] {now, now + 1, now + 2, now + 3, now + 4, now + 5, now + 6, now + 7});

    batch.take(sent, travelled(WorkerReplies.CODEC, replies));

    assertThat(batch.outcomes())
        .containsExactly(new Reply(0, 200, 32), new Failure(1, Failure.Kind.STATUS, "nö"));
    assertThat(timeline.startedAt(0)).isEqualTo(now);
    assertThat(timeline.finishedAt(1)).isEqualTo(now + 7);
    assertThat(counts.connectionsOpened()).isEqualTo(3);
    assertThat(counts.tally().messages()).isEqualTo(2);
    assertThat(counts.tally().encodeNanos()).isPositive();
  }

  @Test
  void refusesTimesOfAnotherClock() throws Exception {
    WorkerBatch batch = WorkerBatch.inChunks(Timeline.recording(1), 1, 1, counts);
    WorkerRequests sent = Objects.requireNonNull(batch.next(0));
    travelled(WorkerRequests.CODEC, sent);
    long ago = System.nanoTime() - 1_000_000_000_000L;
    WorkerReplies replies =
        new WorkerReplies(
            new Outcome[] {new Reply(0, 0, 0)},
            0,
            new Moments(ago, ago, ago, 0),
            new long[] {ago, ago, ago, ago});
    WorkerReplies back = travelled(WorkerReplies.CODEC, replies);
    assertThatIllegalStateException()
        .isThrownBy(() -> batch.take(sent, back))
        .withMessageContaining("the clock of worker 0 is not this process's");
  }

  @Test
  void refusesMoreOutcomesThanRequests() {
    WorkerBatch batch = WorkerBatch.inChunks(Timeline.off(1), 1, 1, counts);
    WorkerRequests sent = Objects.requireNonNull(batch.next(0));
    Outcome[] two = {new Reply(0, 0, 0), new Reply(1, 0, 0)};
    assertThatIllegalStateException()
        .isThrownBy(() -> batch.take(sent, new WorkerReplies(two, 0, null, new long[0])))
        .withMessage("expected 1 outcomes, got 2");
  }

  /** Of a far side that is not trusted: what it announces costs no memory. */
  @Test
  void refusesRepliesToMoreThanAChunkBeforeItReadsThem() {
    byte[] announced = ByteBuffer.allocate(Integer.BYTES).putInt(Chunk.MAX_SIZE + 1).array();
    assertThatIOException()
        .isThrownBy(
            () ->
                WorkerReplies.CODEC.decode(
                    new DataInputStream(new ByteArrayInputStream(announced))))
        .withMessage("16385 outcomes are no reply to a chunk");
  }

  private static List<Integer> numbers(WorkerBatch batch, int worker) {
    List<Integer> numbers = new ArrayList<>();
    for (int number : Objects.requireNonNull(batch.next(worker)).numbers()) {
      numbers.add(number);
    }
    return numbers;
  }

  private static <T> T travelled(Codec<T> codec, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.encode(value, new DataOutputStream(bytes));
    return codec.decode(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
