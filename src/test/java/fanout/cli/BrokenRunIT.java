package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.cli.StartedRun.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
@Timeout(240)
final class BrokenRunIT {
  private static final List<String> JAR = List.of("-jar", JarRun.JAR.toString());

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FORK|STOP|VIRTUAL_THREADS|the fork (pid PID) was stopped by a signal, and was killed in",
        "STUB|STOP|WORKER_PROCESSES|the stub server (pid PID) was stopped by a signal, and was",
        "STUB|KILL|VIRTUAL_THREADS|the stub server (pid PID) was killed by SIGKILL (9)",
        "WORKER|STOP|WORKER_PROCESSES|(pid PID) was stopped by a signal, and was killed",
        "WORKER|KILL|WORKER_PROCESSES|(pid PID) was killed by SIGKILL (9)",
      })
  void saysWhichProcessBroke(Part part, String signal, String strategy, String message)
      throws Exception {
    try (StartedRun run =
        StartedRun.of(folder, "-p", "strategy=" + strategy, "-i", "10000", "-o", "log")) {
      ProcessHandle broken = run.await(part);
      StartedRun.signal(signal, broken.pid());
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.failure())
          .startsWith("fanout: the run failed: ")
          .contains(message.replace("PID", Long.toString(broken.pid())));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LAUNCHER", "PROGRAM", "FORK"})
  void nothingOutlivesAParentThatWasKilled(Part part) throws Exception {
    try (StartedRun run =
        StartedRun.of(folder, "-p", "strategy=WORKER_PROCESSES", "-i", "10000", "-o", "log")) {
      run.await(Part.WORKER);
      run.await(Part.STUB);
      ProcessHandle killed = part == Part.LAUNCHER ? run.handle() : run.await(part);
      List<ProcessHandle> descendants = killed.descendants().toList();
      assertThat(descendants).hasSizeGreaterThanOrEqualTo(2);
      StartedRun.signal("KILL", killed.pid());
      for (ProcessHandle each : descendants) {
        each.onExit().get(30, TimeUnit.SECONDS);
      }
      assertThat(run.exit()).isGreaterThanOrEqualTo(2);
      assertThat(folder.resolve("out.json")).doesNotExist();
    }
  }

  /** As Ctrl-\ in a terminal: each JVM prints its threads and goes on. */
  @Test
  void survivesSigquit() throws Exception {
    Map<String, String> logging = Map.of("JAVA_TOOL_OPTIONS", "-Xlog:gc");
    try (StartedRun run =
        StartedRun.of(
            folder, logging, JAR, "-p", "strategy=WORKER_PROCESSES", "-i", "30", "-o", "log")) {
      run.await(Part.WORKER);
      for (ProcessHandle each : run.handle().descendants().toList()) {
        StartedRun.signal("QUIT", each.pid());
      }
      assertThat(run.exit()).as(run.err()).isZero();
    }
  }

  /** No time-out of the client's is short enough, or ends the batch at all. */
  @ParameterizedTest
  @EnumSource
  void namesTheServerThatIsWaitedFor(BadServer.Way way) throws Exception {
    try (BadServer server = new BadServer(way, 60);
        StartedRun run =
            StartedRun.of(
                folder,
                "-p",
                "strategy=SINGLE_THREAD",
                "-i",
                "1000",
                "-p",
                "target=" + server.address(),
                "--batch-limit",
                "1s",
                "-o",
                "log")) {
      run.awaitStart(Part.FORK);
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.failure())
          .startsWith("fanout: the run failed: ")
          .contains("a batch of 100 requests had not ended after 1s")
          .contains("its server is " + server.address());
    }
  }
}
