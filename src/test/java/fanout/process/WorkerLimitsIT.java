package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.os.JvmCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where a limit of the system is met a pool opens or says why not, and leaves nothing. */
@Timeout(90)
@EnabledOnOs(OS.LINUX)
final class WorkerLimitsIT {
  private static final long LIMIT_SECONDS = 80;

  /**
   * With too few the pool must say so before it starts a process: JDK 25.0.3 then closes
   * descriptors that are anyone's, standard input among them, and leaves others open.
   */
  @Test
  void withTooFewDescriptorsLeftAPoolIsRefusedAndNoneIsLostOrLeft() throws Exception {
    List<String> expected = new ArrayList<>();
    for (ChannelKind kind : ChannelKind.values()) {
      for (int spare : List.of(0, 1, 4, 9, 15)) {
        expected.add(kind + " " + spare + " IllegalArgumentException +0");
      }
      expected.add(kind + " 24 opened, 10 results +0");
      expected.add(kind + " 40 opened, 10 results +0");
    }
    assertThat(run("ulimit -n 256", "descriptors")).isEqualTo(expected);
  }

  /** The JDK copies each piece of a frame through memory that does not count as direct. */
  @Test
  void aLongMessageNeedsNoDirectMemory() throws Exception {
    assertThat(run("true", "direct memory", "-XX:MaxDirectMemorySize=1m"))
        .containsExactly("PIPE 1 81", "UNIX 1 81");
  }

  private static List<String> run(String limit, String mode, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("sh", "-c", limit + "; exec \"$@\"", "sh"));
    words.addAll(
        JvmCommand.of(LimitedParent.class.getName())
            .withOptions(options)
            .withArguments(List.of(mode))
            .words());
    Process parent =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      List<String> lines = parent.inputReader().readAllLines();
      assertThat(parent.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(parent.exitValue()).isZero();
      return lines;
    } finally {
      parent.destroyForcibly();
    }
  }
}
