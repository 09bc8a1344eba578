package fanout.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Drains a worker's standard error for as long as it lives, since a worker whose pipe is full
 * stops, and keeps the end of it for messages.
 */
public final class StderrTail implements AutoCloseable {
  /** What is kept: enough for a stack trace. */
  public static final int KEPT_BYTES = 4 << 10;

  /** How long to wait for the rest of what a dead worker wrote. */
  private static final Duration DRAIN_LIMIT = Duration.ofMillis(250);

  private final ReadableByteChannel channel;
  private final Thread thread;
  private final byte[] kept = new byte[KEPT_BYTES];
  private long total;

  public StderrTail(ReadableByteChannel channel, String threadName) {
    this.channel = channel;
    thread = Thread.ofPlatform().daemon().name(threadName).start(this::drain);
  }

  /**
   * Returns the end of what a worker wrote that has ended. A grandchild may hold the pipe open, so
   * its end is not waited for without limit.
   */
  public String ofDeadWorker() throws InterruptedException {
    thread.join(DRAIN_LIMIT);
    return text();
  }

  /** Stops draining and ends the thread. */
  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Waits for the thread's end. */
  public void join(Duration limit) throws InterruptedException {
    thread.join(limit);
  }

  private synchronized String text() {
    int length = (int) Math.min(total, KEPT_BYTES);
    byte[] tail = new byte[length];
    for (int i = 0; i < length; i++) {
      tail[i] = kept[(int) ((total - length + i) % KEPT_BYTES)];
    }
    return new String(tail, StandardCharsets.UTF_8).strip();
  }

  private void drain() {
    ByteBuffer buffer = ByteBuffer.allocate(KEPT_BYTES);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        keep(buffer.flip());
      }
    } catch (ClosedChannelException e) {
      // This is how close() ends the thread.
      return;
    } catch (IOException e) {
      keep(StandardCharsets.UTF_8.encode("(standard error could not be read: " + e + ")"));
    }
  }

  private synchronized void keep(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      kept[(int) (total++ % KEPT_BYTES)] = bytes.get();
    }
  }
}
