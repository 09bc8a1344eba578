package fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher alone: the JDK that it finds is a script that tells what it was given. */
@Timeout(60)
final class LauncherIT {
  @TempDir private Path home;

  private record Outcome(int exit, List<String> out, List<String> err) {}

  /** All codes are in LauncherTest. */
  @ParameterizedTest
  @CsvSource({"40, 0", "41, 1", "1, 2", "130, 130", "137, 137"})
  void takesNoExitCodeOfAJvmForAVerdict(int code, int exit) throws Exception {
    Outcome outcome = launch("exit " + code, List.of(), Map.of());
    assertThat(outcome.exit()).isEqualTo(exit);
    boolean isOwn = (code >= 40 && code <= 44) || code == 130 || code == 143;
    assertThat(outcome.err())
        .isEqualTo(
            isOwn ? List.of() : List.of("fanout: the program's JVM ended with exit code " + code));
  }

  @Test
  void handsOnWhatEachJvmCanFollow() throws Exception {
    Path log = home.resolve("gc.log");
    Outcome outcome =
        launch(
            "for word; do echo \"$word\"; done; exit 40",
            List.of(
                "-Xmx200m",
                "-Xlog:gc:file=" + log,
                "-Xlog:gc*:file=" + log + ".%p",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
                "-Dcom.sun.management.jmxremote=true",
                "-Dmine=1"),
            Map.of());
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .contains("-Xmx200m", "-Dmine=1", "-Xlog:gc*:file=" + log + ".%p")
        .doesNotContain("-Xlog:gc:file=" + log)
        .noneMatch(word -> word.contains("jdwp") || word.contains("com.sun.management"));
  }

  @Test
  void handsOnOnceWhatAVariablePrescribes() throws Exception {
    String prescribed =
        "-Dquoted='a b' -Xlog:gc:file=" + home.resolve("gc.log") + " -Dmine=\"1\" -Xmx200m";
    Outcome outcome =
        launch(
            "for word; do echo \"$word\"; done; env; exit 40",
            List.of(),
            Map.of("JAVA_TOOL_OPTIONS", prescribed));
    assertThat(outcome.out())
        .containsOnlyOnce("-Xmx200m")
        .containsOnlyOnce("-Dquoted=a b")
        .contains("FANOUT_USER_JAVA_TOOL_OPTIONS=-Dquoted='a b' -Dmine=\"1\" -Xmx200m")
        .noneMatch(line -> line.startsWith("JAVA_TOOL_OPTIONS="));
  }

  @ParameterizedTest
  @CsvSource({"compare, true", "-h, false", "ab, false"})
  void compilesQuicklyWhatOnlyReadsResults(String word, boolean isQuick) throws Exception {
    Path java = Path.of(System.getProperty("java.home"));
    String script = "for word; do echo \"$word\"; done; exit 40";
    List<String> options = List.of("-XX:TieredStopAtLevel=4");
    Outcome outcome = launch(java, script, options, Map.of(), List.of(word));
    List<String> levels =
        outcome.out().stream().filter(option -> option.contains("TieredStopAtLevel")).toList();
    assertThat(levels)
        .isEqualTo(
            isQuick ? List.of("-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4") : options);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysOnlyOnRequestThatAnOlderJavaHandsOver(boolean isAsked) throws Exception {
    String home = System.getProperty("fanout.java.home", "");
    assumeTrue(Files.exists(Path.of(home, "bin", "java")), "the build was started by a JDK 25");
    List<String> words = isAsked ? List.of("-h", "--verbose") : List.of("-h");
    Outcome outcome = launch(Path.of(home), "exit 40", List.of(), Map.of(), words);
    assertThat(outcome.exit()).isZero();
    if (isAsked) {
      assertThat(outcome.err()).singleElement().asString().startsWith("fanout: running on JDK 25");
    } else {
      assertThat(outcome.err()).isEmpty();
    }
  }

  private Outcome launch(String script, List<String> options, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"));
    return launch(java, script, options, environment, List.of("-h"));
  }

  private Outcome launch(
      Path java,
      String script,
      List<String> options,
      Map<String, String> environment,
      List<String> words)
      throws IOException, InterruptedException {
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25\"\n");
    Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "fanout.Launcher"));
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(home.resolve("out").toFile())
            .redirectError(home.resolve("err").toFile());
    builder.environment().put("FANOUT_JAVA", home.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readAllLines(home.resolve("out")),
        Files.readAllLines(home.resolve("err")).stream()
            .filter(line -> line.startsWith("fanout:"))
            .toList());
  }
}
