package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BarProgressTest {
  @Test
  void cutsAPhaseThatThereIsNoRoomFor() {
    assertThat(BarProgress.brief("fork 1/5: measuring")).isEqualTo("fork 1/5: measuring");
    assertThat(BarProgress.brief("x".repeat(100))).hasSize(BarProgress.MOST_OF_PHASE).endsWith("~");
  }

  @Test
  void thePhaseIsWholeWithinEightyColumns() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TimeLeft left = new TimeLeft(Duration.ofHours(2), () -> 0);
    try (BarProgress bar =
        new BarProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), left)) {
      bar.phase("fork 10/10: warming up");
      bar.redraw();
    }
    List<String> drawn =
        bytes
            .toString(StandardCharsets.UTF_8)
            .lines()
            .flatMap(line -> line.strip().lines())
            .toList();
    assertThat(drawn).anyMatch(line -> line.contains("fork 10/10: warming up"));
    assertThat(drawn).allMatch(line -> line.length() < 80);
  }
}
