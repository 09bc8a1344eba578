package fanout.run;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Passes on what JMH and its forks print, and keeps its end, to explain a run that fails. */
final class LastLines extends FilterOutputStream {
  private static final int KEPT = 200;

  private final Deque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LastLines(OutputStream out) {
    super(out);
  }

  @Override
  public synchronized void write(int octet) throws IOException {
    out.write(octet);
    if (octet != '\n') {
      line.write(octet);
      return;
    }
    lines.addLast(line.toString(StandardCharsets.UTF_8));
    line.reset();
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }

  /** Returns the last lines that ended, the oldest first. */
  synchronized List<String> lines() {
    return new ArrayList<>(lines);
  }
}
