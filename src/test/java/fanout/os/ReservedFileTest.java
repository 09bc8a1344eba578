package fanout.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReservedFileTest {
  private static final int BYTES = 200_000;

  @TempDir private Path folder;

  @Test
  void takesItsSpaceFirstAndLeavesTheOlderFileUntilItIsFinished() throws IOException {
    Path file = Files.writeString(folder.resolve("out.json"), "old");
    try (ReservedFile reserved = ReservedFile.at(file, BYTES)) {
      assertThat(reserved.part()).hasSize(BYTES);
      reserved.put("[1]".getBytes(UTF_8));
      assertThat(reserved.part()).hasSize(BYTES);
      assertThat(file).hasContent("old");
      reserved.finish();
    }
    assertThat(file).hasContent("[1]");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void leavesWhatWasPutWhereItEndsEarly() throws IOException {
    Path file = folder.resolve("out.json");
    try (ReservedFile reserved = ReservedFile.at(file, BYTES)) {
      reserved.put("[1, 2]".getBytes(UTF_8));
      reserved.put("[1]".getBytes(UTF_8));
    }
    assertThat(folder.resolve("out.json.part")).hasContent("[1]");
    assertThat(file).doesNotExist();
  }

  @Test
  void leavesNothingWhereNothingWasPut() {
    ReservedFile.at(folder.resolve("out.json"), BYTES).close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneWritesAFileAtATime() throws IOException {
    Path file = folder.resolve("out.json");
    try (ReservedFile first = ReservedFile.at(file, BYTES)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ReservedFile.at(file, BYTES))
          .withMessage(file + ": another run is writing it; name another file");
      first.put("first".getBytes(UTF_8));
      first.finish();
    }
    assertThat(file).hasContent("first");
  }

  @Test
  void givesEachOfSeveralRunsAtOnceANewFile() throws IOException {
    Path file = folder.resolve("now.json");
    try (ReservedFile first = ReservedFile.atNew(file, BYTES);
        ReservedFile second = ReservedFile.atNew(file, BYTES)) {
      first.put("first".getBytes(UTF_8));
      first.finish();
      second.put("second".getBytes(UTF_8));
      second.finish();
      try (ReservedFile third = ReservedFile.atNew(file, BYTES)) {
        assertThat(third.path()).isEqualTo(folder.resolve("now-3.json"));
      }
    }
    assertThat(file).hasContent("first");
    assertThat(folder.resolve("now-2.json")).hasContent("second");
  }

  @Test
  void sweepsWhatKilledRunsHaveReservedAndKeepsTheirRows() throws IOException {
    Path blank = Files.writeString(folder.resolve("a.json.part"), " ".repeat(BYTES));
    Path rows = Files.writeString(folder.resolve("b.json.part"), "[1]");
    ReservedFile.at(folder.resolve("out.json"), BYTES).close();
    assertThat(blank).doesNotExist();
    assertThat(rows).hasContent("[1]");
  }

  @Test
  void sweepsNoFileOfAnybodyElse() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.part"), "  of a blank beginning");
    Path download = Files.createFile(folder.resolve("x.iso.part"));
    Path link = Files.createSymbolicLink(folder.resolve("y.part"), Path.of("target"));
    Files.writeString(folder.resolve("target"), " ");
    ReservedFile.at(folder.resolve("out.json"), BYTES).close();
    assertThat(List.of(notes, download, link)).allMatch(Files::exists);
  }

  @Test
  void keepsWhatAnEarlyEndHasLeftUntilSomethingIsPut() throws IOException {
    Path part = Files.writeString(folder.resolve("out.json.part"), "[1, 2]");
    try (ReservedFile reserved = ReservedFile.at(folder.resolve("out.json"), BYTES)) {
      assertThat(reserved.wasLeft()).isTrue();
      assertThat(part).hasSize(BYTES);
    }
    assertThat(part).hasContent("[1, 2]");
    try (ReservedFile reserved = ReservedFile.at(folder.resolve("out.json"), BYTES)) {
      reserved.put("[1]".getBytes(UTF_8));
    }
    assertThat(part).hasContent("[1]");
  }

  @Test
  void takesWhatIsBlankForNothing() throws IOException {
    for (String nothing : List.of("", " ".repeat(BYTES))) {
      Files.writeString(folder.resolve("out.json.part"), nothing);
      try (ReservedFile reserved = ReservedFile.at(folder.resolve("out.json"), BYTES)) {
        assertThat(reserved.wasLeft()).isFalse();
      }
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aNewFileGoesOutOfTheWayOfWhatAnEarlyEndHasLeft() throws IOException {
    Path part = Files.writeString(folder.resolve("now.json.part"), "[1]");
    try (ReservedFile reserved = ReservedFile.atNew(folder.resolve("now.json"), BYTES)) {
      assertThat(reserved.path()).isEqualTo(folder.resolve("now-2.json"));
      assertThat(reserved.wasLeft()).isFalse();
    }
    assertThat(part).hasContent("[1]");
    assertThat(folder.resolve("now-2.json.part")).doesNotExist();
  }

  @Test
  void refusesWhatCannotBeReserved() {
    Path full = Path.of("/dev/null/out.json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReservedFile.at(full, BYTES))
        .withMessageContaining(full.toString());
  }
}
