package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportCommandTest {
  private static final String RESULT = "src/test/resources/fanout/report/ledgers.json";

  @TempDir private Path folder;
  private Path page = Path.of("");
  private String out = "";
  private String err = "";

  @BeforeEach
  void choosePage() {
    page = folder.resolve("report.html");
  }

  @Test
  void writesOnePageAndNothingElse() throws IOException {
    assertThat(run("report", RESULT, "-o", page.toString())).isZero();
    assertThat(err).isEmpty();
    assertThat(out).matches("report: .*report\\.html \\(\\d+ kB\\)\\R");
    assertThat(page).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(folder).isDirectoryContaining(page::equals).satisfies(this::hasNothingElse);
  }

  @Test
  void replacesAPageOnlyWhenForced() throws IOException {
    Files.writeString(page, "mine");
    assertThat(run("report", RESULT, "-o", page.toString())).isEqualTo(2);
    assertThat(err).isEqualTo("fanout: " + page + ": exists already; --force replaces it\n");
    assertThat(page).hasContent("mine");
    assertThat(run("report", "--force", RESULT, "-o", page.toString())).isZero();
    assertThat(page).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void takesEachResultOfAFolder() throws IOException {
    Path results = Files.createDirectory(folder.resolve("results"));
    Files.copy(Path.of(RESULT), results.resolve("1.json"));
    Files.copy(Path.of(RESULT), results.resolve("2.json"));
    assertThat(run("report", results.toString(), "-o", page.toString())).isZero();
    assertThat(page).content().contains("What changed", "1.json", "2.json");
    String result = results.resolve("1.json").toString();
    assertThat(run("report", "--force", results.toString(), "-o", result)).isEqualTo(2);
    assertThat(err).contains("is one of the results").hasLineCount(1);
  }

  @Test
  void refusesAFolderWithoutResultsInOneLine() {
    assertThat(run("report", folder.toString(), "-o", page.toString())).isEqualTo(2);
    assertThat(err)
        .isEqualTo("fanout: " + folder + ": holds no result: expected files *.json or *.json.gz\n");
    assertThat(page).doesNotExist();
  }

  @Test
  void neverReplacesAResult() throws IOException {
    Path result = Files.copy(Path.of(RESULT), folder.resolve("result.json"));
    String linked = folder.resolve("../" + folder.getFileName() + "/result.json").toString();
    assertThat(run("report", "--force", result.toString(), "-o", linked)).isEqualTo(2);
    assertThat(err).contains("is one of the results").hasLineCount(1);
    assertThat(result).hasSameTextualContentAs(Path.of(RESULT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "{}",
        "[]",
        "[{}]",
        "[{\"benchmark\":\"a.b\",\"mode\":\"avgt\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"s\"},\"sample\":{\"makespanNanos\":5,\"slots\":[[1,2,3]]}}]",
        "[{\"benchmark\":\"a.b\",\"mode\":\"avgt\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"s\"},\"sample\":{\"makespanNanos\":5,\"slots\":[null]}}]",
        "[{\"benchmark\":\"a.b\",\"mode\":\"avgt\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"s\"},\"sample\":7}]"
      })
  void refusesOtherFilesInOneLineAndLeavesNothing(String content) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.json"), content);
    assertThat(run("report", bad.toString(), "-o", page.toString())).isEqualTo(2);
    assertThat(err).startsWith("fanout: ").hasLineCount(1);
    assertThat(page).doesNotExist();
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(run("report", folder + "/none.json", "-o", page.toString())).isEqualTo(2);
    assertThat(err).contains("no such file").hasLineCount(1);
  }

  @Test
  void refusesAPlaceThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("report", RESULT, "-o", file + "/report.html")).isEqualTo(2);
    assertThat(err).contains("folder").hasLineCount(1);
    assertThat(run("report", "--force", RESULT, "-o", folder.toString())).isEqualTo(2);
    assertThat(err).contains("is a folder").hasLineCount(1);
  }

  @Test
  void writesAPageWhoseNameIsNotLatinAndRefusesOneThatIsTooLong() {
    page = folder.resolve("отчёт 報告.html");
    assertThat(run("report", RESULT, "-o", page.toString())).isZero();
    assertThat(page).isRegularFile();
    String tooLong = folder.resolve("x".repeat(300) + ".html").toString();
    assertThat(run("report", RESULT, "-o", tooLong)).isEqualTo(2);
    assertThat(err).startsWith("fanout: ").hasLineCount(1);
    assertThat(folder).satisfies(this::hasNothingElse);
  }

  @Test
  void saysOnStandardErrorThatPlacesDiffer() {
    int exit =
        run(
            "report",
            "src/test/resources/fanout/older/growth.json",
            "src/test/resources/fanout/older/scalability.json",
            "-o",
            page.toString());
    assertThat(exit).isZero();
    assertThat(err).contains("processorModel: ").doesNotContain("memoryBytes");
    assertThat(err.lines()).allMatch(line -> line.startsWith("warning: not made in one place: "));
  }

  private void hasNothingElse(Path directory) {
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(String... words) {
    CliRun run = CliRun.of(words);
    out = run.out();
    err = run.err();
    return run.exit();
  }
}
