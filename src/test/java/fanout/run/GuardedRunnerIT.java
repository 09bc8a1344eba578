package fanout.run;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.io.PrintStream;
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
import org.openjdk.jmh.runner.options.VerboseMode;

@Timeout(60)
final class GuardedRunnerIT {
  /** A JVM that tells JMH its version, and hangs as a fork. */
  private static final String HANGING =
      """
      #!/bin/sh
      case "$*" in
        *ForkedMain*) exec sleep 300 ;;
        *) exec '%s' "$@" ;;
      esac
      """;

  @Test
  void endsAForkThatDoesNotBegin(@TempDir Path folder) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path hanging = Files.writeString(folder.resolve("java"), HANGING.formatted(java));
    Files.setPosixFilePermissions(hanging, PosixFilePermissions.fromString("rwx------"));
    OutputFormat output =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream()), VerboseMode.NORMAL);
    assertThatExceptionOfType(RunFailedException.class)
        .isThrownBy(
            () ->
                new GuardedRunner(output, Duration.ofSeconds(1))
                    .run(
                        new OptionsBuilder()
                            .include("HandoffBenchmark")
                            .jvm(hanging.toString())
                            .forks(1)
                            .shouldFailOnError(true)
                            .build()))
        .withMessageMatching(
            "the run failed: the fork \\(pid \\d+\\) had made no progress for 1s, and was killed"
                + " while it started");
  }
}
