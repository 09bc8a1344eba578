package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs of the jar in which something dies, stops or does not answer: each ends in time, leaves no
 * process, and says in one line what broke.
 */
@Timeout(120)
final class BrokenRunIT {
  private static final long POLL_NANOS = 50_000_000L;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // each test starts it
  private Process run;

  /** The processes of a run, by the class that each starts with. */
  enum Part {
    LAUNCHER("-jar"),
    PROGRAM("fanout.cli.Main"),
    FORK("org.openjdk.jmh.runner.ForkedMain"),
    STUB("fanout.stub.StubMain"),
    WORKER("fanout.process.WorkerMain");

    private final String word;

    Part(String word) {
      this.word = word;
    }
  }

  @AfterEach
  void endRun() {
    if (run != null) {
      run.descendants().forEach(ProcessHandle::destroyForcibly);
      run.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STUB|STOP|THREAD_POOL|the stub server (pid PID) was stopped by a signal, and was killed",
        "STUB|KILL|VIRTUAL_THREADS|the stub server (pid PID) was killed by SIGKILL (9)",
        "WORKER|STOP|WORKER_PROCESSES|(pid PID) was stopped by a signal, and was killed",
        "WORKER|KILL|WORKER_PROCESSES|(pid PID) was killed by SIGKILL (9)",
      })
  void saysWhichProcessBroke(Part part, String signal, String strategy, String message)
      throws Exception {
    start(strategy, Map.of(), "-i", "1000");
    ProcessHandle broken = await(part);
    signal(signal, broken.pid());
    long began = System.nanoTime();
    assertThat(run.waitFor(30, TimeUnit.SECONDS)).as(err()).isTrue();
    assertThat(run.exitValue()).isEqualTo(2);
    assertThat(err().lines().filter(line -> line.startsWith("fanout: the run failed: ")))
        .as("after %d s: %s", (System.nanoTime() - began) / 1_000_000_000, err())
        .singleElement()
        .asString()
        .contains(message.replace("PID", Long.toString(broken.pid())));
  }

  @ParameterizedTest
  @EnumSource(names = {"LAUNCHER", "PROGRAM", "FORK"})
  void nothingOutlivesAParentThatWasKilled(Part part) throws Exception {
    start("WORKER_PROCESSES", Map.of(), "-i", "1000");
    await(Part.WORKER);
    await(Part.STUB);
    ProcessHandle killed = part == Part.LAUNCHER ? run.toHandle() : await(part);
    List<ProcessHandle> descendants = killed.descendants().toList();
    assertThat(descendants).hasSizeGreaterThanOrEqualTo(2);
    signal("KILL", killed.pid());
    for (ProcessHandle each : descendants) {
      each.onExit().get(5, TimeUnit.SECONDS);
    }
    assertThat(run.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isGreaterThanOrEqualTo(2);
    assertThat(folder.resolve("out.json")).doesNotExist();
  }

  /** As Ctrl-\ in a terminal: each JVM prints its threads and goes on. */
  @Test
  void survivesSigquit() throws Exception {
    start("WORKER_PROCESSES", Map.of("JAVA_TOOL_OPTIONS", "-Xlog:gc"), "-i", "2");
    await(Part.WORKER);
    TimeUnit.SECONDS.sleep(1);
    for (ProcessHandle each : run.descendants().toList()) {
      signal("QUIT", each.pid());
    }
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(err()).isZero();
  }

  /** As with one that never ends or says nothing: no time-out of the client's ends the batch. */
  @Test
  void namesTheServerThatIsWaitedFor() throws Exception {
    BadServer.Way way = BadServer.Way.DRIPS;
    try (BadServer server = new BadServer(way, 60)) {
      start(
          "SINGLE_THREAD",
          Map.of(),
          "-i",
          "1000",
          "-p",
          "target=" + server.address(),
          "--batch-limit",
          "3s");
      assertThat(run.waitFor(40, TimeUnit.SECONDS)).as(err()).isTrue();
      assertThat(run.exitValue()).isEqualTo(2);
      assertThat(err().lines().filter(line -> line.startsWith("fanout: the run failed: ")))
          .as(err())
          .singleElement()
          .asString()
          .contains(
              "a batch of 100 requests had not ended after 3s",
              "its server is " + server.address());
    }
  }

  private void start(String strategy, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JarIT.javas().findFirst().orElseThrow().toString());
    command.addAll(List.of("-jar", JarRun.JAR.toString()));
    command.addAll(List.of("-f", "1", "-wi", "0", "-w", "1", "-r", "1"));
    command.addAll(List.of("-p", "delay=0", "-p", "requests=100", "-p", "concurrency=2"));
    command.addAll(List.of("-p", "strategy=" + strategy, "-rff", "out.json"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().putAll(environment);
    run = builder.start();
  }

  /** Waits until the run has such a process that is at work, and returns it. */
  private ProcessHandle await(Part part) throws Exception {
    while (run.isAlive()) {
      for (ProcessHandle each : run.descendants().toList()) {
        if (words(each.pid()).contains(part.word)) {
          TimeUnit.SECONDS.sleep(2);
          return each;
        }
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError("the run has ended: " + err());
  }

  private static List<String> words(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("stderr"));
  }
}
