package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fanout.os.ReservedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.format.ResultFormatType;

final class ResultWriterTest {
  private static final Map<String, Object> NOW = Environment.capture(List.of());

  @TempDir private Path folder;

  @Test
  void makesTheFolderAndLeavesNothingButTheResult() throws Exception {
    Path file = folder.resolve("new/result.json");
    try (ResultWriter writer = writer(file)) {
      writer.add(List.of(), NOW);
      assertThat(writer.finish()).isEqualTo(file);
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesAnOlderResultOnlyWhenTheNewOneIsComplete() throws Exception {
    Path file = folder.resolve("result.json");
    Files.writeString(file, "good");
    try (ResultWriter writer = writer(file)) {
      writer.add(List.of(), NOW);
      assertThat(file).hasContent("good");
      writer.finish();
    }
    assertThat(Files.readString(file)).startsWith("[");
  }

  @Test
  void refusesAFolderBeforeTheRun() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> writer(folder))
        .withMessageContaining(folder.toString());
  }

  @Test
  void refusesAPlaceWhoseFolderCannotBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> writer(file.resolve("result.json")))
        .withMessageContaining("folder");
  }

  @Test
  void keepsAResultElsewhereThatItsFolderDoesNotTake() throws Exception {
    Path gone = folder.resolve("gone");
    ResultWriter writer = writer(gone.resolve("result.json"));
    writer.add(List.of(), NOW);
    Files.delete(gone.resolve("result.json.part"));
    Files.delete(gone);
    IOException told = catchThrowableOfType(IOException.class, writer::finish);
    assertThat(told).hasMessageStartingWith(gone.resolve("result.json") + ": ");
    String message = String.valueOf(told.getMessage());
    Path other = Path.of(message.substring(message.lastIndexOf(' ') + 1));
    try {
      assertThat(Files.readString(other)).startsWith("[");
    } finally {
      Files.delete(other);
    }
  }

  private static ResultWriter writer(Path file) {
    return new ResultWriter(ReservedFile.at(file, 1), ResultFormatType.JSON);
  }
}
