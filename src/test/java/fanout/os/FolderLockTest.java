package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
  @TempDir private Path root;

  @Test
  void isGivenToOneAtATimeAndLeavesNothing() throws IOException {
    Path folder = root.resolve("deep/results");
    FolderLock first = FolderLock.of(folder);
    assertThatIllegalStateException()
        .isThrownBy(() -> FolderLock.of(folder).close())
        .withMessageStartingWith(folder + ": another run writes into it");
    first.close();
    FolderLock second = FolderLock.of(folder);
    first.close();
    assertThatIllegalStateException().isThrownBy(() -> FolderLock.of(folder).close());
    second.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isRefusedWhereItsFileIsALinkToNowhere() throws IOException {
    Path file = Files.createSymbolicLink(root.resolve(".lock"), root.resolve("nowhere"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertThatIOException()
                .isThrownBy(() -> FolderLock.of(root).close())
                .withMessageEndingWith(
                    file.getFileName() + ": is a link to a file that is not there"));
  }

  @Test
  void isNotHeldByAFileThatAKilledRunLeft() throws IOException {
    Files.writeString(root.resolve(".lock"), "00000000-0000-0000-0000-000000000000");
    Thread.currentThread().interrupt();
    try {
      FolderLock.of(root).close();
    } finally {
      assertThat(Thread.interrupted()).as("an interrupt is no obstacle").isTrue();
    }
    assertThat(root).isEmptyDirectory();
  }
}
