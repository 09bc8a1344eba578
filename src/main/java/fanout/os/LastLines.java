package fanout.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a process's standard error to its end, so that it never blocks, and keeps the last lines.
 */
public final class LastLines {
  private static final int KEPT = 20;
  private static final long END_LIMIT_MILLIS = 1_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Thread reader;

  private LastLines(BufferedReader source) {
    // A platform thread: a blocking read of a pipe would pin a virtual thread's carrier.
    reader = Thread.ofPlatform().daemon().name("stub-stderr").unstarted(() -> drain(source));
  }

  public static LastLines of(BufferedReader source) {
    LastLines result = new LastLines(source);
    result.reader.start();
    return result;
  }

  /** Waits a moment for the source's end and returns its last lines, joined; empty if none. */
  public String atEnd() {
    try {
      reader.join(END_LIMIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lines) {
      return String.join(System.lineSeparator(), lines);
    }
  }

  private void drain(BufferedReader source) {
    try (source) {
      for (String line = source.readLine(); line != null; line = source.readLine()) {
        add(line);
      }
    } catch (IOException | UncheckedIOException e) {
      add("(its standard error could not be read further: " + e.getMessage() + ")");
    }
  }

  private void add(String line) {
    synchronized (lines) {
      if (lines.size() == KEPT) {
        lines.removeFirst();
      }
      lines.addLast(line);
    }
  }
}
