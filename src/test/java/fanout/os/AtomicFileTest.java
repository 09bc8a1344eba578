package fanout.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir private Path root;

  @Test
  void replacesAFileAndLeavesNothingElse() throws IOException {
    Path file = root.resolve("deep/out.json");
    AtomicFile.at(file).replace("old".getBytes(UTF_8));
    AtomicFile.at(file).replace("new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
    assertThat(file.getParent()).isDirectoryContaining("glob:**/out.json");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void writersAtOnceEachWriteAWholeFile() throws IOException {
    Path file = root.resolve("out");
    IntStream.range(0, 50)
        .parallel()
        .forEach(
            writer -> {
              try {
                AtomicFile.at(file).replace(("" + writer % 10).repeat(10_000).getBytes(UTF_8));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(Files.readString(file)).hasSize(10_000).matches("(.)\\1*");
  }

  @Test
  void anInterruptLosesNothing() throws IOException {
    Path file = root.resolve("out");
    Thread.currentThread().interrupt();
    try {
      AtomicFile.at(file).replace("kept".getBytes(UTF_8));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("kept");
  }

  @Test
  void followsALinkToItsFile() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "old");
    Path link = Files.createSymbolicLink(root.resolve("link"), file);
    AtomicFile.at(link).replace("new".getBytes(UTF_8));
    assertThat(file).hasContent("new");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void refusesFoldersAndDevicesBeforeAnythingIsMeasured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AtomicFile.at(root))
        .withMessage(root + ": is a folder, and a plain file is needed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AtomicFile.at(Path.of("/dev/null")))
        .withMessage("/dev/null: is a device, and a plain file is needed");
  }

  @Test
  void anOlderFileIsAsItWasIfTheNewOneCannotBeWritten() throws IOException {
    Path folder = Files.createDirectory(root.resolve("gone"));
    AtomicFile file = AtomicFile.at(folder.resolve("out"));
    Files.delete(folder);
    assertThatThrownBy(() -> file.replace(new byte[1])).isInstanceOf(IOException.class);
    assertThat(root).isEmptyDirectory();
  }
}
