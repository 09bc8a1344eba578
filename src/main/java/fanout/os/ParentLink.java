package fanout.os;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A child's side of a {@link Dialogue} with the process that started it. The end of standard input
 * tells that the parent wants the child to end, or has died.
 */
public final class ParentLink {
  private final BufferedReader in;
  private final PrintStream out;

  private ParentLink(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Takes the standard streams: whoever prints must not print into answers. */
  public static ParentLink open() {
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    return new ParentLink(
        new BufferedReader(
            new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8)),
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
  }

  /** Says one line, as one write: the JVM may print between two. */
  public void say(String line) {
    byte[] bytes = (Dialogue.MARK + line + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /**
   * Waits for what the parent asks next.
   *
   * @return the line; empty if there will be no other
   */
  public Optional<String> hear() throws IOException {
    return Optional.ofNullable(in.readLine());
  }
}
