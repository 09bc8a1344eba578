package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exit codes of {@code check} as a pipeline sees them, through launcher and program. */
@Timeout(120)
final class GateIT {

  @TempDir private Path folder;

  @Test
  void eachOutcomeHasItsExitCode() throws Exception {
    Path java = JarIT.javas().findFirst().orElseThrow();
    Path base = write("base", "25", "[100], [101], [100], [101], [100]");
    Path slow = write("slow", "25", "[150], [151], [150], [151], [150]");
    Path noisy = write("noisy", "25", "[80], [130], [90], [120], [100]");
    Path single = write("single", "25", "[100]");
    Path elsewhere = write("elsewhere", "21", "[100], [101], [100], [101], [100]");
    assertThat(check(java, base, base)).isZero();
    assertThat(check(java, base, slow)).isEqualTo(1);
    assertThat(check(java, base, folder)).isEqualTo(2);
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(check(java, base, pipe)).as("nobody writes into it").isEqualTo(2);
    assertThat(check(java, base, noisy)).isEqualTo(3);
    assertThat(check(java, base, single)).isZero();
    assertThat(folder.resolve("stdout")).content().contains("provisional");
    assertThat(check(java, base, elsewhere)).isEqualTo(4);
    Path direct = JarIT.javas().toList().getLast();
    assertThat(check(direct, base, slow)).isEqualTo(1);
    assertThat(check(direct, base, elsewhere)).isEqualTo(4);
  }

  /** A JVM that dies of an error ends with 1, which would read as a regression. */
  @Test
  void memoryThatDoesNotSufficeIsNoRegression() throws Exception {
    Path java = JarIT.javas().findFirst().orElseThrow();
    String scores = String.join(",", Collections.nCopies(4_000_000, "100"));
    Path large = write("large", "25", "[" + scores + "]");
    assertThat(check(java, large, large, "-Xmx40m")).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("stderr")).lines())
        .singleElement()
        .asString()
        .startsWith("fanout: the memory does not suffice");
  }

  /** The program's JDK has no such option any more. */
  @ParameterizedTest
  @MethodSource("fanout.cli.JarIT#javas")
  void aJvmThatDoesNotStartIsNoRegression(Path java) throws Exception {
    Path base = write("base", "25", "[100], [101], [100], [101], [100]");
    int exit = check(java, base, base, "-XX:+UseBiasedLocking");
    assertThat(exit).isEqualTo(java.startsWith(System.getProperty("java.home")) ? 1 : 2);
  }

  private int check(Path java, Path base, Path candidate, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", JarRun.JAR.toString(), "check"));
    command.addAll(List.of(base.toString(), candidate.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Path write(String name, String jdk, String forks) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".json"),
        """
        [{"benchmark": "b.c", "mode": "avgt", "jdkVersion": "%s",
          "primaryMetric": {"score": 1, "scoreUnit": "ns/op", "rawData": [%s]}}]\
        """
            .formatted(jdk, forks));
  }
}
