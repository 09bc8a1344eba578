package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Long commands of the jar, stopped as a terminal, a supervisor or a user does it. */
@Timeout(120)
final class StopIT {
  private static final long POLL_NANOS = 20_000_000L;
  private static final int COMPLETE = 5;
  private static final int FORKS_BEFORE_THE_SECOND_COMPARISON = 4 * 4 + 2 * 2 * 4;

  /** A stand-in for a JMH jar; the fork with the number in {@code $1} never ends. */
  private static final String STAND_IN =
      """
      hangs=$1; shift
      case "$*" in
        *n=*-lp*) printf 'Benchmarks: \\nb.c\\n  param "n" = {1, 2}\\n'; exit;;
        *-lp*) exit 1;;
      esac
      case "$*" in *n=1*) params='"n": "1"';; *n=2*) params='"n": "2"';; *) params=;; esac
      while [ $# -gt 0 ]; do [ "$1" = -rff ] && out=$2; shift; done
      n=$(cat "$0.count" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$0.count"
      if [ $n -ge $hangs ]; then
        echo '[' > "$out"
        sleep 4242 & echo $! > "$0.tmp"; mv "$0.tmp" "$0.child"
        wait
      fi
      printf '[{"benchmark": "b.c", "mode": "avgt", "params": {%s}, "primaryMetric":
        {"score": 1, "scoreUnit": "ns/op", "rawData": [[1]]}}]' "$params" > "$out"
      """;

  @TempDir private Path folder;
  private Path script = Path.of("");

  @BeforeEach
  void writeStandIn() throws IOException {
    script = Files.writeString(folder.resolve("stand-in.sh"), STAND_IN);
  }

  /** Who is sent the signal. */
  enum Target {
    LAUNCHER,
    PROGRAM,
    /** All of them at once, as by Ctrl-C in a terminal. */
    GROUP,
    /** Launcher and program, but no fork. */
    PARENT
  }

  /** Each signal and each target, by the launcher's way and without it. */
  static Stream<Arguments> stops() {
    Path first = JarIT.javas().findFirst().orElseThrow();
    Path last = JarIT.javas().toList().getLast();
    return Stream.of(
        Arguments.of(first, Target.LAUNCHER, "INT", 130),
        Arguments.of(first, Target.PROGRAM, "TERM", 143),
        Arguments.of(first, Target.GROUP, "INT", 130),
        Arguments.of(last, Target.LAUNCHER, "TERM", 143));
  }

  @ParameterizedTest
  @MethodSource("stops")
  void abKeepsWhatIsCompleteAndSaysSo(Path java, Target target, String signal, int exit)
      throws Exception {
    List<String> words = ab(COMPLETE + 1);
    Stopped stopped = stop(java, words, target, signal);
    assertThat(stopped.exit).as(stopped.err).isEqualTo(exit);
    assertThat(stopped.err.lines().filter(line -> !line.startsWith("fork ")))
        .containsExactly(
            "first A and B are asked for their rows (-lp), then at most 10 blocks of 4 of each row",
            "fanout: stopped after 5 complete forks; they are in " + folder.resolve("out"));
    assertThat(stopped.out).isEmpty();
    assertThat(forksIn("a.json") + forksIn("b.json")).isEqualTo(COMPLETE);
    JsonNode pairing = JsonMapper.shared().readTree(folder.resolve("out/pairing.json"));
    assertThat(pairing.get("forks")).hasSize(COMPLETE);
    assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**/.*");
    try (Stream<Path> forks = Files.list(folder.resolve("out/forks"))) {
      assertThat(forks).hasSize(2 * COMPLETE);
    }
  }

  @Test
  void abLeavesNothingWhereNoForkWasComplete() throws Exception {
    Stopped stopped = stop(java(), ab(1), Target.GROUP, "INT");
    assertThat(stopped.exit).isEqualTo(130);
    assertThat(stopped.err).endsWith("fanout: stopped before a fork was complete\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void proveKeepsTheComparisonsThatAreComplete() throws Exception {
    Stopped stopped =
        stop(java(), prove(FORKS_BEFORE_THE_SECOND_COMPARISON + 2), Target.GROUP, "INT");
    assertThat(stopped.exit).as(stopped.err).isEqualTo(130);
    assertThat(stopped.err)
        .containsPattern("fanout: stopped after \\d of 6 comparisons; what is complete is in ");
    JsonNode proof = JsonMapper.shared().readTree(folder.resolve("out/proof.json"));
    assertThat(proof.get("comparisons").valueStream())
        .filteredOn(entry -> entry.get("method").stringValue().equals("ab"))
        .hasSize(2);
  }

  static Stream<Arguments> kills() {
    Path first = JarIT.javas().findFirst().orElseThrow();
    Path last = JarIT.javas().toList().getLast();
    return Stream.of(
        Arguments.of(first, "ab", Target.PARENT), Arguments.of(last, "prove", Target.LAUNCHER));
  }

  /** Nobody is left to end them: they notice it themselves. */
  @ParameterizedTest
  @MethodSource("kills")
  void programAndForksEndWithWhatIsKilled(Path java, String command, Target target)
      throws Exception {
    Stopped stopped = stop(java, command.equals("ab") ? ab(1) : prove(1), target, "KILL");
    assertThat(stopped.exit).isEqualTo(137);
  }

  private record Stopped(int exit, String out, String err) {}

  /** Starts the jar as the leader of a process group, and signals it while a fork hangs. */
  private Stopped stop(Path java, List<String> words, Target target, String signal)
      throws Exception {
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    // Whoever runs the build in a shell's background has it ignore interrupts, and so all under it.
    List<String> command =
        new ArrayList<>(List.of("setsid", "env", "--default-signal=INT", java.toString()));
    command.addAll(JarRun.AT_ONCE);
    command.addAll(List.of("-jar", JarRun.JAR.toString()));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      awaitHangingFork(process);
      List<ProcessHandle> all = process.descendants().toList();
      signal(signal, target, process);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      for (ProcessHandle each : all) {
        each.onExit().get(30, TimeUnit.SECONDS);
      }
      assertThat(all).hasSizeGreaterThanOrEqualTo(3);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Stopped(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void awaitHangingFork(Process process) {
    Path child = script.resolveSibling("stand-in.sh.child");
    while (!Files.exists(child) && process.isAlive()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
    assertThat(child).exists();
  }

  private static void signal(String signal, Target target, Process process) throws Exception {
    String whom =
        switch (target) {
          case LAUNCHER -> String.valueOf(process.pid());
          case PROGRAM -> String.valueOf(process.children().findFirst().orElseThrow().pid());
          case GROUP, PARENT -> "-" + process.pid();
        };
    int sent = new ProcessBuilder("kill", "-s", signal, "--", whom).inheritIO().start().waitFor();
    assertThat(sent).isZero();
  }

  private List<String> ab(int hangs) {
    String command = "sh " + script + " " + hangs;
    return List.of("ab", "--a", command, "--b", command, "--out", folder.resolve("out").toString());
  }

  private List<String> prove(int hangs) {
    return List.of(
        "prove",
        "--jmh-work",
        "sh " + script + " " + hangs,
        "--plain-work",
        "true",
        "--comparisons",
        "2",
        "--detections",
        "0",
        "--blocks",
        "2",
        "--rows",
        "n=1,2",
        "--out",
        folder.resolve("out").toString());
  }

  private int forksIn(String name) {
    return ResultFile.read(folder.resolve("out").resolve(name))
        .entries()
        .getFirst()
        .primary()
        .rawData()
        .size();
  }

  private static Path java() {
    return JarIT.javas().findFirst().orElseThrow();
  }
}
