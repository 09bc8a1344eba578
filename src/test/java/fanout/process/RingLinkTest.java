package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.os.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of the shared memory in one process, where what they do can be ordered. */
@Timeout(60)
final class RingLinkTest {
  private static final long LIMIT_SECONDS = 20;

  private PrivateFile place;
  private FileChannel file;
  private RingLink parent;
  private RingLink worker;

  @BeforeEach
  void open() throws IOException {
    place = PrivateFile.make("ring", true);
    parent = RingLink.create(place, 1);
    file = FileChannel.open(place.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    worker = RingLink.join(place, 1);
  }

  @AfterEach
  void close() throws IOException {
    parent.close();
    worker.close();
    file.close();
    assertThat(place.path().getParent()).doesNotExist();
  }

  @Test
  void isAFileThatNobodyElseMayReachAndThatIsGoneOnceJoined() throws IOException {
    PrivateFile other = PrivateFile.make("ring", true);
    try (RingLink link = RingLink.create(other, 1)) {
      Path directory = other.path().getParent();
      assertThat(
              java.nio.file.attribute.PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
      RingLink.join(other, 1).close();
      assertThat(directory).doesNotExist();
      assertThat(link.isOpen()).isTrue();
    }
  }

  @Test
  void carriesRandomPiecesInOrderBothWaysAtOnce() throws Exception {
    long seed = Long.getLong("fanout.seed", 1);
    System.out.println("seed " + seed);
    int total = 20 * RingMemory.CAPACITY;
    List<CompletableFuture<Void>> all =
        List.of(
            inThread(() -> send(parent, seed, total)),
            inThread(() -> receive(worker, seed, total)),
            inThread(() -> send(worker, seed + 1, total)),
            inThread(() -> receive(parent, seed + 1, total)));
    for (CompletableFuture<Void> each : all) {
      each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void endsAfterTheLastByteWhenTheOtherEndHasClosedItsSending() throws IOException {
    worker.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    worker.closeSending();
    ByteBuffer into = ByteBuffer.allocate(10);
    assertThat(parent.read(into)).isEqualTo(3);
    assertThat(parent.read(into)).isEqualTo(-1);
  }

  @Test
  void endsAfterTheLastByteWhenTheOtherEndHasDied() throws IOException {
    worker.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    parent.otherEndDied();
    ByteBuffer into = ByteBuffer.allocate(10);
    assertThat(parent.read(into)).isEqualTo(3);
    assertThat(parent.read(into)).isEqualTo(-1);
  }

  @Test
  void wakesAReaderThatSleepsWhenTheOtherEndDies() throws Exception {
    CompletableFuture<Integer> read = reading();
    parent.otherEndDied();
    assertThat(read.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(-1);
  }

  @Test
  void setsAReaderFreeWhenItsOwnEndIsClosed() throws Exception {
    CompletableFuture<Integer> read = reading();
    parent.close();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> read.get(LIMIT_SECONDS, TimeUnit.SECONDS))
        .withCauseInstanceOf(AsynchronousCloseException.class);
  }

  @Test
  void refusesToWriteToADeadReaderOnceTheRingIsFull() throws IOException {
    assertThat(parent.write(ByteBuffer.allocate(2 * RingMemory.CAPACITY)))
        .isEqualTo(RingMemory.CAPACITY);
    parent.otherEndDied();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> parent.write(ByteBuffer.allocate(1)))
        .withMessageContaining("died");
  }

  @Test
  void neverTrustsAnIndexOfTheOtherEnd() throws IOException {
    for (long produced : new long[] {RingMemory.CAPACITY + 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      putLong(workersRing(), produced);
      assertThatExceptionOfType(BadFrameException.class)
          .isThrownBy(() -> parent.read(ByteBuffer.allocate(1)))
          .withMessageContaining("in a ring of " + RingMemory.CAPACITY);
    }
    for (long consumed : new long[] {1, -RingMemory.CAPACITY - 1L, Long.MAX_VALUE}) {
      putLong(128, consumed);
      assertThatExceptionOfType(BadFrameException.class)
          .isThrownBy(() -> parent.write(ByteBuffer.allocate(1)))
          .withMessageContaining("in a ring of " + RingMemory.CAPACITY);
    }
  }

  /** A pool of threads may have fewer than the four that wait for each other. */
  private static CompletableFuture<Void> inThread(Runnable action) {
    return CompletableFuture.runAsync(action, task -> Thread.ofPlatform().start(task));
  }

  private CompletableFuture<Integer> reading() {
    CompletableFuture<Integer> read = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                read.complete(parent.read(ByteBuffer.allocate(1)));
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            });
    // The consumer's word of the worker's ring says that the reader is about to sleep.
    Processes.await(
        "the reader sleeps",
        java.time.Duration.ofSeconds(LIMIT_SECONDS),
        () -> getInt(workersRing() + 136) == 1);
    return read;
  }

  private long workersRing() {
    try {
      return file.size() / 2;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int getInt(long at) {
    try {
      return file.map(MapMode.READ_WRITE, 0, file.size())
          .order(java.nio.ByteOrder.nativeOrder())
          .getInt((int) at);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void putLong(long at, long value) throws IOException {
    file.map(MapMode.READ_WRITE, 0, file.size())
        .order(java.nio.ByteOrder.nativeOrder())
        .putLong((int) at, value);
  }

  private static void send(RingLink link, long seed, int total) {
    Random sizes = new Random(seed + 7);
    try {
      int sent = 0;
      while (sent < total) {
        byte[] piece = new byte[Math.min(total - sent, 1 + sizes.nextInt(100_000))];
        ByteBuffer from = ByteBuffer.wrap(piece);
        for (int at = 0; at < piece.length; at++) {
          from.put(at, (byte) ((sent + at) * 31L + seed));
        }
        while (from.hasRemaining()) {
          link.write(from);
        }
        sent += piece.length;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void receive(RingLink link, long seed, int total) {
    Random sizes = new Random(seed + 9);
    try {
      int received = 0;
      while (received < total) {
        ByteBuffer into = ByteBuffer.allocate(1 + sizes.nextInt(90_000));
        int count = link.read(into);
        for (int at = 0; at < count; at++) {
          byte expected = (byte) ((received + at) * 31L + seed);
          if (into.get(at) != expected) {
            throw new AssertionError("byte " + (received + at) + " differs");
          }
        }
        received += count;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
