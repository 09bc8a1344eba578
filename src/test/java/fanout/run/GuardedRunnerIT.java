package fanout.run;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Forks that hang; none of their threads need be stopped for that. */
@Timeout(120)
final class GuardedRunnerIT {
  /** A JVM that tells JMH its version; as a fork it does something else. */
  private static final String STAND_IN =
      """
      #!/bin/sh
      case "$*" in
        *ForkedMain*) %s ;;
        *) exec '%s' "$@" ;;
      esac
      """;

  @TempDir private Path folder;

  @Test
  void endsAForkThatDoesNotBegin() throws Exception {
    assertThatExceptionOfType(RunFailedException.class)
        .isThrownBy(() -> run("exec sleep 300", Duration.ofSeconds(1)))
        .withMessageMatching(
            "the run failed: the fork \\(pid \\d+\\) had made no progress for 1s, and was killed"
                + " while it started");
  }

  /** Its JVM is stopped, which does not show: it is a child of the process that JMH started. */
  @Test
  void endsAForkThatDoesNotEndAnIteration() throws Exception {
    String hangs =
        "'%s' \"$@\" & echo $! > pid; until [ -e begun ]; do sleep 0.1; done; kill -STOP $!; wait";
    String inFolder = "cd '" + folder + "'; " + hangs.formatted(java());
    try {
      assertThatExceptionOfType(RunFailedException.class)
          .isThrownBy(() -> run(inFolder, Duration.ofSeconds(10)))
          .withMessageMatching(
              "the run failed: the fork \\(pid \\d+\\) had made no progress for 14s, and was killed"
                  + " in measured iteration 1");
    } finally {
      long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private void run(String fork, Duration slack) throws Exception {
    Path standIn = Files.writeString(folder.resolve("java"), STAND_IN.formatted(fork, java()));
    Files.setPosixFilePermissions(standIn, PosixFilePermissions.fromString("rwx------"));
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("HandoffBenchmark")
        .jvm(standIn.toString())
        .forks(1)
        .warmupIterations(0)
        .measurementTime(TimeValue.seconds(3))
        .timeout(TimeValue.seconds(1))
        .shouldFailOnError(true);
    new GuardedRunner(output(), slack).run(options.build(), _ -> {});
  }

  /** Makes a file when an iteration begins. */
  private OutputFormat output() {
    OutputFormat none =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream()), VerboseMode.NORMAL);
    return (OutputFormat)
        Proxy.newProxyInstance(
            OutputFormat.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("iteration")) {
                Files.createFile(folder.resolve("begun"));
              }
              return method.invoke(none, arguments);
            });
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
