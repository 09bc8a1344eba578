package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class PlainWriterTest {
  private static final String ROW = "pool  9.96 \u00b1 3.13 \u00b5s  R\u00b2 \u03c3 \u4e2d\n";

  @Test
  void keepsWhatTheReceiverKnows() {
    assertThat(written(StandardCharsets.UTF_8)).isEqualTo(ROW);
    assertThat(written(StandardCharsets.ISO_8859_1))
        .isEqualTo("pool  9.96 \u00b1 3.13 \u00b5s  R\u00b2 s ?\n");
  }

  @Test
  void standsInWithSignsOfTheSameWidth() {
    assertThat(written(StandardCharsets.US_ASCII))
        .isEqualTo("pool  9.96 +-3.13 us  R2 s ?\n")
        .hasSameSizeAs(ROW);
  }

  /** An escape sequence, a bell, a C1 control, a carriage return, a change of direction. */
  @Test
  void showsWhatWouldActInATerminal() {
    assertThat(written(StandardCharsets.UTF_8, "a\u001b[2J\u0007\u009b1m\rb\u202ec\td\n"))
        .isEqualTo("a\\u001b[2J\\u0007\\u009b1m\\u000db\\u202ec\td\n");
  }

  /** As for whoever prints, byte by byte too. */
  @Test
  void isAStreamToo() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream plain =
        PlainWriter.streamTo(new PrintStream(bytes, true, StandardCharsets.US_ASCII));
    plain.print("a\u001b[2J " + ROW);
    for (byte each : "\u00b2\u00b1 1".getBytes(StandardCharsets.UTF_8)) {
      plain.write(each);
      plain.flush();
    }
    assertThat(bytes.toString(StandardCharsets.US_ASCII))
        .isEqualTo("a\\u001b[2J pool  9.96 +-3.13 us  R2 s ?\n2+-1");
  }

  private static String written(Charset charset) {
    return written(charset, ROW);
  }

  private static String written(Charset charset, String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintWriter writer = PlainWriter.to(new PrintStream(bytes, true, charset));
    writer.print(text);
    writer.flush();
    return bytes.toString(charset);
  }
}
