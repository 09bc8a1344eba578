package fanout.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import fanout.cli.StartedRun.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What becomes of a run's files when it is killed, when the disk is full, and beside other runs.
 */
@Timeout(300)
final class RunFilesIT {
  private static final String[] TWO_GROUPS = {
    "--isolated", "-p", "strategy=SINGLE_THREAD,THREAD_POOL", "-i", "1"
  };

  @TempDir private Path folder;

  @Test
  void aRunThatWasKilledGoesOnBehindItsCompleteRows() throws Exception {
    Path part = folder.resolve("out.json.part");
    JsonNode kept = killedOnceItKeeps(1, part, TWO_GROUPS);
    try (StartedRun again = StartedRun.of(folder, TWO_GROUPS)) {
      assertThat(again.exit()).isEqualTo(2);
      assertThat(again.failure()).contains("out.json.part: holds rows of an earlier run");
    }
    assertThat(JsonMapper.shared().readTree(part)).isEqualTo(kept);
    try (StartedRun other =
        StartedRun.of(folder, with(TWO_GROUPS, "--resume", "out.json.part", "-foe", "true"))) {
      assertThat(other.exit()).isEqualTo(2);
      assertThat(other.failure()).contains("--resume out.json.part: its rows have command");
    }
    try (StartedRun run = StartedRun.of(folder, with(TWO_GROUPS, "--resume", "out.json.part"))) {
      assertThat(run.exit()).as(run.err()).isZero();
    }
    JsonNode result = JsonMapper.shared().readTree(folder.resolve("out.json"));
    assertThat(kept).hasSize(1);
    assertThat(result).hasSize(2);
    assertThat(result.get(0)).isEqualTo(kept.get(0));
    assertThat(part).doesNotExist();
  }

  @Test
  void aRunThatWasKilledGoesOnBehindTheCompleteForksOfAGroup() throws Exception {
    String[] words = {"-p", "strategy=SINGLE_THREAD,THREAD_POOL", "-i", "2", "-f", "3"};
    Path part = folder.resolve("out.json.part");
    JsonNode kept = killedOnceItKeeps(2, part, words);
    try (StartedRun run = StartedRun.of(folder, with(words, "--resume", "out.json.part"))) {
      assertThat(run.exit()).as(run.err()).isZero();
    }
    JsonNode result = JsonMapper.shared().readTree(folder.resolve("out.json"));
    assertThat(kept).hasSize(2);
    assertThat(result).hasSize(2);
    for (int row = 0; row < 2; row++) {
      JsonNode before = kept.get(row);
      JsonNode after = result.get(row);
      assertThat(before.at("/primaryMetric/rawData")).hasSize(2);
      assertThat(after.get("params")).isEqualTo(before.get("params"));
      assertThat(after.get("forks").asInt()).isEqualTo(3);
      assertThat(after.at("/rounds/makespansUs")).hasSize(3);
      for (String field : List.of("/primaryMetric/rawData", "/rounds/makespansUs")) {
        assertThat(after.at(field)).hasSize(3);
        for (int fork = 0; fork < 2; fork++) {
          assertThat(after.at(field).get(fork)).isEqualTo(before.at(field).get(fork));
        }
      }
    }
  }

  private JsonNode killedOnceItKeeps(int forks, Path part, String... words) throws Exception {
    try (StartedRun run = StartedRun.of(folder, words)) {
      while (forksKept(part) < forks) {
        assertThat(run.handle().isAlive()).as(run.err()).isTrue();
        LockSupport.parkNanos(10_000_000);
      }
      StartedRun.signal("KILL", run.handle().pid());
      run.exit();
    }
    return JsonMapper.shared().readTree(part);
  }

  /** Its space is reserved before there is anything in it. */
  private static int forksKept(Path part) throws IOException {
    String text = Files.exists(part) ? Files.readString(part) : "";
    return text.startsWith("[")
        ? JsonMapper.shared().readTree(text).at("/0/primaryMetric/rawData").size()
        : 0;
  }

  @Test
  void aJarThatIsReplacedDuringARunEndsIt() throws Exception {
    Path jar = Files.copy(JarRun.JAR, folder.resolve("copy.jar"));
    List<String> before = List.of("-jar", jar.toString());
    try (StartedRun run =
        StartedRun.of(
            folder, Map.of(), before, "-p", "strategy=SINGLE_THREAD", "-f", "2", "-i", "1")) {
      run.awaitStart(Part.STUB);
      Path other = Files.copy(JarRun.JAR, folder.resolve("other.jar"));
      Files.move(other, jar, StandardCopyOption.ATOMIC_MOVE);
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.failure()).isEqualTo("fanout: " + jar + " was replaced since the run began");
    }
  }

  @Test
  void aDiskThatIsTooFullIsToldBeforeTheRun() throws Exception {
    Path script =
        Files.writeString(folder.resolve("run"), "ulimit -f 64\nexec \"$@\"\n"); // 32 or 64 KiB
    Process process =
        new ProcessBuilder(
                "sh",
                script.toString(),
                JarRun.java().toString(),
                "-jar",
                JarRun.JAR.toString(),
                "-p",
                "strategy=SINGLE_THREAD")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said.lines()).singleElement().asString().contains("cannot be reserved: ");
    assertThat(folder.resolve("results")).isEmptyDirectory();
  }

  @Test
  void aResultMayGoToAnotherFileSystem() throws Exception {
    Path memory = Path.of("/dev/shm");
    assumeThat(memory).isWritable();
    Path file = Files.createTempDirectory(memory, "run").resolve("out.json");
    try (StartedRun run =
        StartedRun.of(folder, "-p", "strategy=SINGLE_THREAD", "-i", "1", "-rff", file.toString())) {
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(file).isNotEmptyFile();
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
    }
  }

  private static String[] with(String[] words, String... more) {
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }
}
