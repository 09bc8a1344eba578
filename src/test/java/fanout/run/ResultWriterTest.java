package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.format.ResultFormatType;

final class ResultWriterTest {
  @TempDir private Path folder;

  @Test
  void makesTheFolderAndLeavesNothingButTheResult() throws Exception {
    Path file = folder.resolve("new/result.json");
    new ResultWriter(file, ResultFormatType.JSON).write(List.of(), Environment.capture(List.of()));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void replacesAnOlderResultOnlyWhenTheNewOneIsComplete() throws Exception {
    Path file = folder.resolve("result.json");
    Files.writeString(file, "good");
    ResultWriter writer = new ResultWriter(file, ResultFormatType.JSON);
    assertThat(file).hasContent("good");
    writer.write(List.of(), Environment.capture(List.of()));
    assertThat(Files.readString(file)).startsWith("[");
  }

  @Test
  void refusesAFolderBeforeTheRun() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new ResultWriter(folder, ResultFormatType.JSON))
        .withMessageContaining(folder.toString());
  }

  @Test
  void refusesAPlaceWhoseFolderCannotBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new ResultWriter(file.resolve("result.json"), ResultFormatType.JSON))
        .withMessageContaining("folder");
  }
}
