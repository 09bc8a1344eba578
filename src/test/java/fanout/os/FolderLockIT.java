package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock of a folder, which this process and another want. */
@Timeout(60)
final class FolderLockIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void keepsAnotherProcessOutUntilItIsGivenBack() throws Exception {
    try (FolderLock _ = FolderLock.of(folder)) {
      assertThat(askedElsewhere()).contains("another run writes into it");
    }
    assertThat(askedElsewhere()).isEqualTo("has it");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void keepsAnotherProcessOutAfterThisOneHasAskedTwice() throws Exception {
    try (FolderLock _ = FolderLock.of(folder)) {
      assertThatIllegalStateException().isThrownBy(() -> FolderLock.of(folder).close());
      assertThatIllegalStateException()
          .isThrownBy(() -> FolderLock.of(folder.resolve("../" + folder.getFileName())).close());
      assertThat(askedElsewhere()).contains("another run writes into it");
    }
    assertThat(askedElsewhere()).isEqualTo("has it");
  }

  @Test
  void isGivenBackByTheEndOfAProcessThatHadIt() throws Exception {
    try (ChildProcess other = other()) {
      assertThat(new Dialogue(other).await(LIMIT)).isEqualTo("has it");
      assertThatIllegalStateException().isThrownBy(() -> FolderLock.of(folder).close());
      other.kill();
      assertThat(other.awaitExit(LIMIT)).isTrue();
      FolderLock.of(folder).close();
    }
  }

  private String askedElsewhere() throws IOException {
    ChildProcess other = other();
    try {
      return new Dialogue(other).await(LIMIT);
    } finally {
      other.end(LIMIT);
    }
  }

  private ChildProcess other() throws IOException {
    JvmCommand command =
        JvmCommand.of(Other.class.getName()).withArguments(List.of(folder.toString()));
    return ChildProcess.start("other run", command);
  }

  /** Another run, until its standard input ends. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws IOException {
      ParentLink parent = ParentLink.open();
      try (FolderLock _ = FolderLock.of(Path.of(args[0]))) {
        parent.say("has it");
        var _ = parent.hear();
      } catch (IllegalStateException e) {
        parent.say(e.getMessage());
      }
    }
  }
}
