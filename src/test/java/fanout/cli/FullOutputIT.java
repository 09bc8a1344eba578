package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose answer nobody gets: the disk is full, or the reader has gone. */
@Timeout(120)
final class FullOutputIT {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"summary FILE", "compare FILE FILE", "ab --a WORK --b WORK --blocks 2"})
  void endsWithTwoAndSaysWhy(String words) throws Exception {
    assumeThat(FULL).exists();
    Path file = Path.of("results/baseline/default.json").toAbsolutePath();
    Path script =
        Files.writeString(
            folder.resolve("work"),
            """
            [ "$1" = -lp ] && exit 1
            while [ $# -gt 0 ]; do [ "$1" = -rff ] && out=$2; shift; done
            printf '[{"benchmark": "b.c", "mode": "avgt", "primaryMetric": {"score": 1,
              "scoreUnit": "ns/op", "rawData": [[1]]}}]' > "$out"
            """);
    List<String> command = jar();
    for (String word : words.split(" ")) {
      command.add(word.replace("FILE", file.toString()).replace("WORK", "sh " + script));
    }
    Path err = folder.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(FULL.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(err)).isEqualTo(2);
    try (Stream<String> lines = Files.lines(err)) {
      assertThat(lines).last().isEqualTo("fanout: standard output cannot be written to");
    }
  }

  /** As {@code head} does, which other programs notice by the signal that ends them. */
  @Test
  void endsWithoutAWordWhenTheReaderHasGone() throws Exception {
    assumeThat(Path.of("/proc/self/fd/1")).exists();
    List<String> command = jar();
    command.addAll(List.of("summary", Path.of("results/baseline/default.json").toString()));
    Path err = folder.resolve("stderr");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    process.getInputStream().close();
    assertThat(process.waitFor()).as(Files.readString(err)).isEqualTo(Main.NO_READER);
    assertThat(err).isEmptyFile();
  }

  private static List<String> jar() {
    List<String> command = new ArrayList<>(List.of(JarRun.java().toString()));
    command.addAll(JarRun.AT_ONCE);
    command.addAll(List.of("-jar", JarRun.JAR.toString()));
    return command;
  }
}
