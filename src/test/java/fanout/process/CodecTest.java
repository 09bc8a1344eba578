package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodecTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "über €", "a \uD83D\uDE00 b"})
  void textComesBackAsItWas(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Codec.TEXT.encode(text, new DataOutputStream(bytes));
    assertThat(
            Codec.TEXT.decode(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isEqualTo(text);
  }

  /** Named by a word, since reports of tests are written in UTF-8 too. */
  @ParameterizedTest
  @ValueSource(strings = {"high", "low", "swapped"})
  void textWithHalfACharacterIsRefused(String half) {
    String text =
        switch (half) {
          case "high" -> "a\uD83D";
          case "low" -> "\uDE00b";
          default -> "\uDE00\uD83D";
        };
    assertThatIOException()
        .isThrownBy(
            () -> Codec.TEXT.encode(text, new DataOutputStream(new ByteArrayOutputStream())))
        .withMessageContaining("half a character");
  }
}
