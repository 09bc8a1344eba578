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

/** A run of the jar that goes on while a test does something to it. Closing ends it. */
final class StartedRun implements AutoCloseable {
  private static final long POLL_NANOS = 50_000_000L;
  private static final long LIMIT_SECONDS = 120;

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

  private final Path folder;
  private final Process process;

  private StartedRun(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts short batches of one request after the other, in a folder. */
  static StartedRun of(Path folder, String... words) throws IOException {
    return of(folder, Map.of(), List.of("-jar", JarRun.JAR.toString()), words);
  }

  /** The same, with variables in its environment, and with words before those of the run. */
  static StartedRun of(
      Path folder, Map<String, String> environment, List<String> before, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JarRun.java().toString());
    command.addAll(JarRun.AT_ONCE);
    command.addAll(before);
    command.addAll(List.of("-wi", "0", "-r", "100ms"));
    command.addAll(List.of("-p", "delay=0", "-p", "requests=100", "-p", "concurrency=2"));
    command.addAll(List.of(words));
    for (List<String> usual : List.of(List.of("-f", "1"), List.of("-rff", "out.json"))) {
      if (!command.contains(usual.getFirst())) {
        command.addAll(usual);
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().putAll(environment);
    return new StartedRun(folder, builder.start());
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /**
   * Waits until the run has such a process and has measured something, and returns it. The run has
   * {@code -o log}.
   */
  ProcessHandle await(Part part) throws Exception {
    ProcessHandle found = awaitStart(part);
    while (!Files.readString(folder.resolve("log")).contains("Iteration   2: ")) {
      assertThat(process.isAlive()).as(err()).isTrue();
      LockSupport.parkNanos(POLL_NANOS);
    }
    return found;
  }

  /** Waits until the run has such a process. */
  ProcessHandle awaitStart(Part part) throws Exception {
    while (process.isAlive()) {
      for (ProcessHandle each : process.descendants().toList()) {
        if (words(each.pid()).contains(part.word)) {
          return each;
        }
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new AssertionError("the run has ended: " + err());
  }

  /** Waits for the run's end, and fails if it hangs. */
  int exit() throws Exception {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(err()).isTrue();
    return process.exitValue();
  }

  /** Returns the words of a process's command line; none if it has gone. */
  static List<String> words(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException gone) {
      return List.of();
    }
  }

  static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  /** Returns what the run has written to standard error. */
  String err() throws IOException {
    return Files.readString(folder.resolve("stderr"));
  }

  /** Returns the line that tells why the run failed; fails unless there is one. */
  String failure() throws IOException {
    List<String> lines =
        err().lines().filter(line -> line.startsWith("fanout: ")).filter(this::tellsAnEnd).toList();
    assertThat(lines).as(err()).hasSize(1);
    return lines.getFirst();
  }

  /** Other lines are warnings and what is being waited for. */
  private boolean tellsAnEnd(String line) {
    return !line.contains("warning: ")
        && !line.contains("waiting at most")
        && !line.contains(": waits for ")
        && !line.contains(" forks, about ")
        && !line.contains("no end of a connection was seen");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
