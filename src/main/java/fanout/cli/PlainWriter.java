package fanout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.Map;

/**
 * Writes in the characters that the receiver knows: where it does not know a sign, one of ASCII
 * that is as wide stands for it, so that tables stay aligned. Characters that would act in a
 * terminal instead of being shown come from files only, and are written as escapes.
 */
final class PlainWriter extends FilterWriter {
  /** Takes the space that follows it along: as wide as before, and easy to read. */
  private static final char PLUS_MINUS = '\u00b1';

  private static final String LINE_END = System.lineSeparator();

  private static final Map<Character, Character> PLAIN =
      Map.of(
          '\u03bb', 'l', // lambda
          '\u03c3', 's', // sigma
          '\u03ba', 'k', // kappa
          '\u03c4', 't', // tau
          '\u00b2', '2', // squared
          '\u00b5', 'u', // micro
          '\u2026', '~', // an ellipsis
          '\u2212', '-', // minus
          '\u2264', '<', // at most
          '\u2265', '>'); // at least

  private final CharsetEncoder encoder;
  private boolean afterPlusMinus;

  private PlainWriter(Writer out, CharsetEncoder encoder) {
    super(out);
    this.encoder = encoder;
  }

  /** Returns a writer to a stream, in the stream's own charset. */
  static PrintWriter to(PrintStream stream) {
    Writer encoded = new OutputStreamWriter(stream, stream.charset());
    return new PrintWriter(new PlainWriter(encoded, stream.charset().newEncoder()), true);
  }

  /** Returns a stream to a stream, for those who know no writers. */
  static PrintStream streamTo(PrintStream stream) {
    return new PrintStream(new Decoded(to(stream)), true, UTF_8);
  }

  /** Bytes of UTF-8 on their way to a writer; those of a character may come one by one. */
  private static final class Decoded extends OutputStream {
    private static final int CHUNK = 1 << 13;

    private final PrintWriter writer;
    private final CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final CharBuffer characters = CharBuffer.allocate(CHUNK);

    Decoded(PrintWriter writer) {
      this.writer = writer;
    }

    @Override
    public void write(int octet) {
      bytes.put((byte) octet);
      if (!bytes.hasRemaining()) {
        decode();
      }
    }

    @Override
    public void flush() {
      decode();
      writer.flush();
    }

    private void decode() {
      decoder.decode(bytes.flip(), characters, /* endOfInput= */ false);
      bytes.compact();
      writer.append(characters.flip());
      characters.clear();
    }
  }

  @Override
  public void write(int character) throws IOException {
    boolean follows = afterPlusMinus;
    afterPlusMinus = false;
    char c = (char) character;
    if (follows && c == ' ') {
      return;
    }
    if (acts(c)) {
      out.write("\\u%04x".formatted((int) c));
    } else if (c < 0x80 || Character.isSurrogate(c) || encoder.canEncode(c)) {
      out.write(c);
    } else if (c == PLUS_MINUS) {
      out.write("+-");
      afterPlusMinus = true;
    } else {
      out.write(PLAIN.getOrDefault(c, '?'));
    }
  }

  /** Tells control characters and those that change the direction of writing. */
  private static boolean acts(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\n' && c != '\t' && LINE_END.indexOf(c) < 0;
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(new String(characters, from, length), 0, length);
  }

  /** Nearly all text can be passed on as it is. */
  @Override
  public void write(String text, int from, int length) throws IOException {
    int end = from + length;
    int plain = from;
    for (int i = from; i < end; i++) {
      if (afterPlusMinus || !isPlain(text.charAt(i))) {
        out.write(text, plain, i - plain);
        write(text.charAt(i));
        plain = i + 1;
      }
    }
    out.write(text, plain, end - plain);
  }

  private static boolean isPlain(char c) {
    return (c >= ' ' && c < 0x7f) || c == '\n';
  }
}
