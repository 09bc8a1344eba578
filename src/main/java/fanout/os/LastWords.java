package fanout.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The end of a child's standard error. All of it is read for as long as the child lives, since one
 * whose pipe is full stops; what is kept is enough for a stack trace.
 */
public final class LastWords {
  /** The most that is kept, in bytes. */
  public static final int KEPT_BYTES = 4 << 10;

  /** The time limit for the rest of a dead child's output; a grandchild may hold the pipe open. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

  private static final int LINES_TOLD = 4;

  private final ReadableByteChannel channel;
  private final Thread thread;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private byte[] kept = {};

  /**
   * Starts to read on a thread of the given name, until {@link #close} or the end.
   *
   * @param lines takes each line, the last one without its end too
   */
  LastWords(ReadableByteChannel channel, String threadName, Consumer<String> lines) {
    this.channel = channel;
    this.lines = lines;
    // A platform thread: a blocking read of a pipe would pin a virtual thread's carrier.
    thread = Thread.ofPlatform().daemon().name(threadName).start(this::drain);
  }

  /** Waits a moment for the rest of what a dead child wrote, and returns the end of it. */
  String ofDeadChild() throws InterruptedException {
    thread.join(DRAIN_LIMIT);
    return text();
  }

  /**
   * Returns the last lines as one, without a stack trace's frames.
   *
   * @param text what {@link #ofDeadChild} returned
   * @return at most four lines, joined by {@code " | "}; empty if nothing was written
   */
  static String inOneLine(String text) {
    List<String> lines =
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("\tat ")).toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LINES_TOLD))
        .map(String::strip)
        .collect(Collectors.joining(" | "));
  }

  /** Adds a line that the child wrote elsewhere. */
  void add(String line) {
    keep(StandardCharsets.UTF_8.encode(line + "\n"));
  }

  void close() throws IOException {
    channel.close();
  }

  /** Waits for the end of the thread that reads. */
  void join(Duration limit) throws InterruptedException {
    thread.join(limit);
  }

  private synchronized String text() {
    return new String(kept, StandardCharsets.UTF_8).strip();
  }

  private void drain() {
    ByteBuffer buffer = ByteBuffer.allocate(KEPT_BYTES);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        keep(buffer.flip());
        passOn(buffer.flip());
      }
    } catch (ClosedChannelException e) {
      // This is how close() ends the thread.
    } catch (IOException e) {
      add("(standard error could not be read: " + e + ")");
    }
    if (line.size() > 0) {
      passOnLine();
    }
  }

  private void passOn(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        passOnLine();
      } else if (line.size() < KEPT_BYTES) { // the rest of a longer line is left out
        line.write(next);
      }
    }
  }

  private void passOnLine() {
    lines.accept(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }

  private synchronized void keep(ByteBuffer bytes) {
    int had = kept.length;
    byte[] all = Arrays.copyOf(kept, had + bytes.remaining());
    bytes.get(all, had, all.length - had);
    kept = Arrays.copyOfRange(all, Math.max(0, all.length - KEPT_BYTES), all.length);
  }
}
