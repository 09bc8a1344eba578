package fanout.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One start of the jar as a user starts it, by the java that started the build.
 *
 * @param exit the exit code
 * @param out what came on standard output
 * @param err what came on standard error
 */
record JarRun(int exit, String out, List<String> err) {
  static final Path JAR =
      Path.of(System.getProperty("fanout.jar", "target/benchmarks.jar")).toAbsolutePath();

  private static final Duration LONG = Duration.ofMinutes(10);

  /**
   * Has a run not wait until other programs and runs are done, nor optimize code that runs for
   * seconds: there is nothing to measure.
   */
  static final List<String> AT_ONCE =
      List.of(
          "-Dfanout.quiet.seconds=0",
          "-Djmh.ignoreLock=true",
          "-Djmh.blackhole.autoDetect=false",
          "-XX:TieredStopAtLevel=1");

  /** Starts the jar in a folder, with {@code -jar}, and waits for its end. */
  static JarRun of(Path folder, String... words) throws IOException, InterruptedException {
    return within(LONG, folder, words);
  }

  /** The same; a run that has not ended by then is killed and fails the test. */
  static JarRun within(Duration limit, Path folder, String... words)
      throws IOException, InterruptedException {
    return start(folder, Map.of(), List.of("-jar", JAR.toString()), limit, words);
  }

  /** Starts the jar with others behind it on the class path. */
  static JarRun withClassPath(Path folder, Path other, String... words)
      throws IOException, InterruptedException {
    String classPath = JAR + System.getProperty("path.separator") + other;
    return start(folder, Map.of(), List.of("-cp", classPath, "fanout.Launcher"), LONG, words);
  }

  /** Starts the jar with some more variables in its environment. */
  static JarRun withEnvironment(Path folder, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    return start(folder, environment, List.of("-jar", JAR.toString()), LONG, words);
  }

  /** Starts the jar with options for its own JVM, by a variable and on the command line. */
  static JarRun with(Path folder, List<String> variable, List<String> options, String... words)
      throws IOException, InterruptedException {
    List<String> what = new ArrayList<>(options);
    what.addAll(List.of("-jar", JAR.toString()));
    Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", String.join(" ", variable));
    return start(folder, environment, what, LONG, words);
  }

  private static JarRun start(
      Path folder,
      Map<String, String> environment,
      List<String> what,
      Duration limit,
      String... words)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("fanout", ".out");
    Path err = Files.createTempFile("fanout", ".err");
    try {
      List<String> command = new ArrayList<>();
      command.add(java().toString());
      command.addAll(AT_ONCE);
      command.addAll(what);
      command.addAll(List.of(words));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " had not ended after " + limit);
      }
      return new JarRun(process.exitValue(), Files.readString(out), Files.readAllLines(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Returns the java that started the build. */
  static Path java() {
    String home = System.getProperty("fanout.java.home", System.getProperty("java.home"));
    return Path.of(home, "bin", "java");
  }
}
