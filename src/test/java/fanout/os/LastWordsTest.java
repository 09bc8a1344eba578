package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class LastWordsTest {
  @Test
  void keepsTheEndOfALongText() throws Exception {
    String text = "x".repeat(LastWords.KEPT_BYTES) + "the end";
    LastWords words =
        new LastWords(
            Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
            "last-words",
            line -> {});
    words.join(Duration.ofSeconds(10));

    assertThat(words.ofDeadChild()).hasSize(LastWords.KEPT_BYTES).endsWith("xthe end");
  }

  @Test
  void passesOnALastLineThatHasNoEnd() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    LastWords words =
        new LastWords(
            Channels.newChannel(
                new ByteArrayInputStream("one\n\ntwo".getBytes(StandardCharsets.UTF_8))),
            "last-words",
            lines::add);
    words.join(Duration.ofSeconds(10));

    assertThat(lines).containsExactly("one", "", "two");
  }

  @Test
  void tellsAStackTraceInOneLine() {
    String text = "one\n\ntwo\nthree\nException: four\n\tat a.B.c(B.java:1)\nCaused by: five\n";
    assertThat(LastWords.inOneLine(text))
        .isEqualTo("two | three | Exception: four | Caused by: five");
    assertThat(LastWords.inOneLine("")).isEmpty();
  }
}
